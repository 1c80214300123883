internal import CMillraceSIMD
internal import MillraceCompression
internal import MillraceJSON

/// Finds the types of columns from samples of the inputs: pieces of equal distance in all that can be read at any
/// place, the beginning of those that cannot.
struct SchemaSampler {
  /// Pieces that are looked at in all, at most.
  static let pieces = 64
  /// Bytes of a piece; at the beginning of an input, more where the first record is longer.
  static let pieceBytes = 64 << 10

  let options: ConversionOptions
  var reader: SampleReader

  init(options: ConversionOptions) {
    self.options = options
    reader = SampleReader(allowsNewlines: options.format == .json)
  }

  /// Inputs that cannot be read are passed over: the conversion will tell what is wrong with them.
  ///
  /// - Throws: why the transforms cannot be applied to any record.
  mutating func schema(
    _ inputs: [ConversionInput], shouldStop: @escaping @Sendable () -> Bool
  ) throws -> DatasetSchema {
    // What can be read only once is left to the conversion.
    let files = inputs.filter { !$0.isStream }
    let arrayHeader = ArrayHeader.find(in: files, options)
    reader = SampleReader(
      allowsNewlines: options.format == .json, arrayHeader: arrayHeader, transforming: RecordTransforming(options))
    reader.stop(when: shouldStop)
    let step = max(1, files.count / Self.pieces)
    let perFile = max(1, Self.pieces / max(files.count, 1))
    for index in stride(from: 0, to: files.count, by: step) { sample(files[index], pieces: perFile) }
    if shouldStop() { throw ConversionStop() }
    if let failure = reader.failure { throw failure }
    let columns = reader.root.fields
      .filter { $0.name != DatasetSchema.rescued }
      .map { ColumnDefinition(name: $0.name, type: options.readsText ? $0.type.textType : $0.type.type) }
    return DatasetSchema(mode: .inferred, columns: Array(columns.prefix(options.maximumColumns)))
  }

  private mutating func sample(_ input: ConversionInput, pieces: Int) {
    do {
      if options.format == .csv { return try sampleRecords(input, pieces: pieces) }
      try sampleBeginning(input)
      guard options.format == .ndjson, pieces > 1 else { return }
      let file = try input.openRange()
      guard file.size > Int64(2 * Self.pieceBytes), try isPlain(file) else { return }
      for piece in 1..<pieces { try samplePiece(file, at: file.size / Int64(pieces) * Int64(piece)) }
    } catch {
      return
    }
  }

  func isPlain(_ file: InputRange) throws -> Bool {
    let first = try file.beginning(CompressionFormat.detectionLength)
    return CompressionFormat.detect(firstBytes: first[...]) == .none
  }

  private mutating func sampleBeginning(_ input: ConversionInput) throws {
    let source = InflatingSource(
      try input.openSource(isSample: true), limits: InflationLimits(options))
    var buffer = RecordBuffer(capacity: Self.pieceBytes)
    var hasMore = try buffer.fill(from: source)
    let before = reader.records
    note(buffer, isWhole: !hasMore)
    while reader.records == before && hasMore && buffer.count < options.maximumLineBytes {
      buffer.grow()
      hasMore = try buffer.fill(from: source)
      note(buffer, isWhole: !hasMore)
    }
  }

  private mutating func samplePiece(_ file: InputRange, at place: Int64) throws {
    let start = try file.endOfLine(from: place)
    guard start < file.size else { return }
    file.select(offset: start, length: min(Int64(Self.pieceBytes), file.size - start))
    var buffer = RecordBuffer(capacity: Self.pieceBytes)
    _ = try buffer.fill(from: file)
    note(buffer, isWhole: start + Int64(Self.pieceBytes) >= file.size)
  }

  /// Notes the records that are whole in the buffer.
  private mutating func note(_ buffer: borrowing RecordBuffer, isWhole: Bool) {
    let start = UnsafePointer(buffer.base)
    if options.format == .json {
      buffer.mark(with: 0)
      noteValues(start, start + mr_utf8_valid_prefix(start, buffer.count))
    } else {
      buffer.mark(with: 0x0A)
      noteLines(start, start + buffer.count, isWhole: isWhole)
    }
  }

  /// Notes the objects of a JSON text, up to the first that is not whole.
  private mutating func noteValues(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    var p = start
    while p < end {
      switch p.pointee {
      case 0x20, 0x09, 0x0A, 0x0D, 0x5B, 0x5D, 0x2C, 0xEF, 0xBB, 0xBF: p += 1
      default:
        guard let behind = reader.note(p) else { return }
        p = behind
      }
    }
  }

  /// Notes the lines that are good records; the last one only if the input ends with it.
  private mutating func noteLines(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isWhole: Bool) {
    var line = start
    if end - start >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF { line += 3 }
    while line < end {
      let length = UnsafeBufferPointer(start: line, count: end - line).firstIndex(of: 0x0A)
      guard let length = length ?? (isWhole ? end - line : nil) else { return }
      if mr_utf8_valid_prefix(line, length) == length { reader.noteLine(line) }
      line += length + 1
    }
  }
}

extension Converter {
  /// Proposes columns and their types from a sample of the inputs.
  ///
  /// - Throws: `ConversionStop` where `shouldStop` has said yes; why the transforms cannot be applied to any record.
  package func inferSchema(
    _ inputs: [ConversionInput], shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> DatasetSchema {
    var sampler = SchemaSampler(options: options)
    return try sampler.schema(inputs, shouldStop: shouldStop)
  }
}
