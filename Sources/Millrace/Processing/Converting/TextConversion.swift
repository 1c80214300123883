internal import MillraceCompression
internal import MillraceConversion
internal import MillracePacking
internal import MillraceStorage

/// Converts one object into lines of text, record by record: memory holds one record and a piece of the object.
struct TextConversion {
  let settings: ConversionSettings
  let monitor: ConversionMonitor
  /// Takes each bad record, in the order of the object.
  let badRecord: (BadRecord) throws -> Void

  /// - Throws: `InputFailure` where the object cannot be read or has too many bad records; `ConversionAbandoned`; `StoreError`.
  func convert(_ source: any ByteSource, to object: any StagedObject) throws -> ConvertedObject {
    let output = try LineOutput(object, compression: settings.fileCompression)
    var converted = ConvertedObject()
    do {
      if settings.form == .csv {
        try convertRows(source, output, &converted)
      } else {
        try convertRecords(source, output, &converted)
      }
    } catch let error as CompressionError {
      throw InputFailure(code: .corrupt, message: error.description, isRetryable: false)
    }
    converted.bytes = try output.finish()
    let policy = settings.conversion.badRecords
    let good = converted.rows + converted.droppedRecords
    if let failure = policy.failure(rows: good, badRecords: converted.badRecords, of: source.name) {
      throw failure
    }
    return converted
  }

  // MARK: JSON

  /// Records pass as they stand, or as the transforms make them, on one line each.
  private func convertRecords(
    _ source: any ByteSource, _ output: LineOutput, _ converted: inout ConvertedObject
  ) throws {
    let packer = FilePacker(packing)
    packer.stop { [monitor] in monitor.isCancelled }
    try packer.add(contentsOf: source, limits: settings.inflation) { item in
      try monitor.check()
      if let failure = packer.failure { throw failure }
      switch item {
      case .message(let lines):
        try output.add(lines.body)
        converted.rows += lines.recordCount
      case .oversize(let record):
        try output.add(record.bytes)
        converted.rows += 1
      case .bad(let record):
        if record.endsFile { throw Self.failure(record, source.name) }
        converted.badRecords += 1
        try badRecord(BadRecord(record))
      }
    }
    converted.droppedRecords = packer.droppedRecords
  }

  private var packing: PackingOptions {
    var options = PackingOptions()
    options.format =
      switch settings.conversion.format {
      case .ndjson: .ndjson
      case .json: .json
      case .csv: .csv(settings.conversion.csv)
      }
    options.junk = .none
    options.junk.byteOrderMark = true
    options.transform = settings.conversion.transform
    options.layout = .ndjson
    options.maximumRecordBytes = settings.conversion.maximumLineBytes
    return options
  }

  /// In a JSON text one error makes the rest unreadable.
  private static func failure(_ record: PackedBadRecord, _ name: String) -> InputFailure {
    let place = record.byteOffset + Int64(record.errorOffset)
    return InputFailure(
      code: .invalidJSON, message: "\(name): line \(record.line), byte \(place): \(record.reason)", isRetryable: false)
  }
}

extension BadRecord {
  fileprivate init(_ record: PackedBadRecord) {
    self.init(
      input: 0, line: record.line, byteOffset: record.byteOffset, errorOffset: record.errorOffset,
      reason: record.reason, bytes: record.bytes, isCut: record.isCut)
  }
}
