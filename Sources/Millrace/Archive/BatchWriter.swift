internal import Foundation
internal import MillraceCompression
internal import MillraceConversion
internal import MillraceJSON
internal import MillraceStorage

/// Writes the bytes of batches, on a thread that may block and compute.
actor BatchWriter {
  private let thread = DedicatedThread("archive")
  private let layout: PipelineConfiguration.Sink.Archive.Layout
  private let compression: PipelineConfiguration.Compression
  private let transform: BodyTransform?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(
    layout: PipelineConfiguration.Sink.Archive.Layout, compression: PipelineConfiguration.Compression,
    transform: RecordTransform = RecordTransform([])
  ) {
    self.transform = BodyTransform(transform)
    self.layout = layout
    self.compression = compression
  }

  /// How the names of objects end.
  nonisolated var suffix: String {
    switch (layout, compression) {
    case (.parquet, _): "parquet"
    case (_, .gzip): "ndjson.gz"
    case (_, .zstd): "ndjson.zst"
    default: "ndjson"
    }
  }

  /// Writes messages into a staged object. Returns the number of its bytes.
  func write(_ messages: [ReceivedMessage], to staged: any StagedObject) throws -> Int64 {
    switch layout {
    case .parquet: try writeParquet(messages, to: staged)
    case .ndjson, .objects: try writeLines(messages, format: fileCompression) { try staged.write($0) }
    }
  }

  private var fileCompression: CompressionFormat {
    switch compression {
    case .gzip: .gzip
    case .zstd: .zstd
    case .none, .snappy: .none
    }
  }

  private func writeLines(
    _ messages: [ReceivedMessage], format: CompressionFormat, _ write: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Int64 {
    let sink = try DeflatingSink(format: format, output: write)
    var lines: [UInt8] = []
    for message in messages {
      MessageDocument.append(message, to: &lines, isOneLine: true, transform: transform)
      lines.append(UInt8(ascii: "\n"))
      if lines.count >= 1 << 20 {
        try lines.withUnsafeBytes { try sink.write($0) }
        lines.removeAll(keepingCapacity: true)
      }
    }
    try lines.withUnsafeBytes { try sink.write($0) }
    try sink.finish()
    return sink.compressedBytes
  }

  /// Through a temporary file of lines: the converter reads its input in several threads.
  private func writeParquet(_ messages: [ReceivedMessage], to staged: any StagedObject) throws -> Int64 {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("millrace-\(UUID().uuidString).ndjson")
    guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      throw OutputError(description: "no temporary file can be made in \(file.deletingLastPathComponent().path)")
    }
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    _ = try writeLines(messages, format: .none) { try handle.write(contentsOf: $0) }
    try handle.close()
    var options = ConversionOptions()
    options.compression = OutputCompression(compression)
    options.schema = Self.schema
    let report = try Converter(options: options).convert(
      [ConversionInput(path: file.path, name: staged.key.text)], to: StagedObjectSink(staged))
    return Int64(report.outputBytes)
  }

  /// The fields of a message, each as the text that JSON has for it.
  private static let schema = DatasetSchema(
    mode: .strings,
    columns: [
      "message_id", "body", "parsed_body", "attributes", "message_attributes", "received_at", "receipt_handle",
    ].map { ColumnDefinition(name: $0, type: .string) })
}
