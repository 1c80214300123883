internal import MillraceCSV
internal import MillraceCompression
internal import MillraceJSON
internal import MillraceParquet

/// Turns slices into row groups, on one thread: read, inflate, shred, encode.
final class SliceWorker {
  /// A row group ends at this many rows, however short they are.
  static let maximumRows = 1 << 20
  /// A row group ends when its encoded columns take this much memory.
  static let maximumMemory = 96 << 20
  /// Bad records are handed over when there are so many of them, lest a bad input fill the memory with them.
  private static let maximumBadRecords = 1_024
  /// Or when they have so many bytes.
  private static let maximumBadBytes = 4 << 20
  /// Memory is looked at every so many batches.
  private static let memoryCheckInterval = 8

  let options: ConversionOptions
  private let progress: ConversionProgress?
  var buffer = RecordBuffer()
  var shredder: Shredder
  /// Nil where records stay as they are.
  var transforming: RecordTransforming?
  /// Where the record ends that is JSON, but that the transforms could not be applied to.
  var badRecordEnd: UnsafePointer<UInt8>?
  /// Exempt from run-time exclusivity checks, which would be made for each record: no callback runs while it is changed.
  @exclusivity(unchecked) var csv: CSVWindow
  /// Rows of CSV as lines of JSON, for the transforms.
  var rowLines: CSVRowLines?
  private var builder: RowGroupBuilder
  private let compressor: PageCompressor
  /// Makes a shredder with the columns that all row groups begin with.
  private let makeShredder: () -> Shredder
  /// Hands over a part of the slice; blocks until there is room for it.
  private let submit: (SlicePart) throws -> Void
  private var part = SlicePart(slice: 0, isLast: false)
  /// Input bytes of the open row group.
  private var groupBytes = 0
  private var batches = 0
  private var reportedDuplicates = 0

  init(
    options: ConversionOptions, progress: ConversionProgress?, makeShredder: @escaping () -> Shredder,
    submit: @escaping (SlicePart) throws -> Void
  ) throws {
    self.options = options
    self.progress = progress
    self.submit = submit
    self.makeShredder = makeShredder
    shredder = makeShredder()
    transforming = RecordTransforming(options)
    csv = CSVWindow(options.csv)
    compressor = try PageCompressor(codec: BlockCodec(options.compression))
    builder = RowGroupBuilder(
      compressor: compressor, keepsRescued: options.schema != nil, readsText: options.readsText)
  }

  func run(_ slice: InputSlice) throws {
    part = SlicePart(slice: slice.index, isLast: false)
    // Columns that joined in an earlier slice are forgotten, lest the output depend on who did that one.
    shredder = makeShredder()
    builder = RowGroupBuilder(
      compressor: compressor, keepsRescued: options.schema != nil, readsText: options.readsText)
    reportedDuplicates = 0
    for segment in slice.segments { try run(segment) }
    try endBatch()
    try endRowGroup(isLast: true)
  }

  private func run(_ segment: InputSegment) throws {
    var outcome = SegmentOutcome(input: segment.input, isLast: segment.isLast)
    do {
      let source = try open(segment)
      switch options.format {
      case .ndjson: try readLines(segment, source, &outcome)
      case .json: try readValues(segment, source, &outcome)
      case .csv: try readRecords(segment, source, &outcome)
      }
    } catch let error as ConversionStop {
      throw error
    } catch let error as ParquetWriteError {
      throw error
    } catch {
      // What a program could not do says nothing about the input.
      if let failure = transforming?.failure { throw failure }
      outcome.failure = .from(error, name: segment.name)
      buffer.dropRest()
    }
    progress?.inputsDone(segment.isLast ? 1 : 0)
    part.outcomes.append(outcome)
  }

  private func open(_ segment: InputSegment) throws -> any ByteSource {
    switch segment.origin {
    case .range(let length):
      let file = try segment.file.openRange()
      file.select(offset: segment.offset, length: length)
      return file
    case .whole:
      let source = InflatingSource(try segment.file.openSource(), limits: InflationLimits(options))
      return options.format == .csv ? DecodingSource(source, options.csv.encoding) : source
    case .inflated(let chunk):
      return chunk
    }
  }

  /// Encodes what has been shredded and makes room in the buffer. Returns by how many bytes its rest has moved.
  @discardableResult
  func endBatch() throws -> Int {
    try encodeBatch()
    let moved = buffer.compact()
    shredder.base = UnsafePointer(buffer.base)
    groupBytes += moved
    progress?.add(bytes: moved, rows: 0)
    if isRowGroupFull { try endRowGroup(isLast: false) }
    return moved
  }

  /// Encodes what has been shredded; the buffer stays as it is.
  func encodeBatch() throws {
    let rows = Int(shredder.row)
    shredder.base = transforming?.base ?? UnsafePointer(buffer.base)
    try builder.append(&shredder)
    transforming?.startBatch()
    progress?.add(bytes: 0, rows: rows)
    batches += 1
  }

  private var isRowGroupFull: Bool {
    if groupBytes >= options.rowGroupBytes + options.rowGroupBytes / 4 || builder.rows >= Self.maximumRows {
      return true
    }
    return batches % Self.memoryCheckInterval == 0 && builder.memorySize > Self.maximumMemory
  }

  private func endRowGroup(isLast: Bool) throws {
    if builder.rows > 0 { part.rowGroup = try builder.finish() }
    part.rescuedValues = builder.takeRescuedValues()
    part.unknownColumns = builder.takeUnknownColumns()
    part.isLast = isLast
    if part.rowGroup == nil && options.schema == nil { part.fields = shredder.plan.columns.map(\.schemaNode) }
    try submit(part)
    part = SlicePart(slice: part.slice, isLast: false)
    groupBytes = 0
    batches = 0
  }

  /// Hands over what is known of a segment so far when its bad records have become many.
  ///
  /// - Throws: why the transforms cannot be applied, whereupon what is known is void.
  func passOnBadRecords(_ outcome: inout SegmentOutcome) throws {
    if let failure = transforming?.failure { throw failure }
    guard
      outcome.badRecords.count >= Self.maximumBadRecords
        || outcome.badRecords.reduce(0, { $0 + $1.bytes.count }) >= Self.maximumBadBytes
    else { return }
    var soFar = SegmentOutcome(input: outcome.input, isLast: outcome.isLast)
    swap(&soFar, &outcome)
    soFar.isLast = false
    part.outcomes.append(soFar)
    try submit(part)
    part = SlicePart(slice: part.slice, isLast: false)
  }

  /// Keys that repeated since the last call.
  func takeDuplicateKeys() -> Int {
    let all = shredder.duplicateKeys
    defer { reportedDuplicates = all }
    return all - reportedDuplicates
  }
}

extension BlockCodec {
  init(_ compression: OutputCompression) {
    switch compression {
    case .snappy: self = .snappy
    case .zstd: self = .zstd
    case .gzip: self = .gzip
    case .none: self = .none
    }
  }
}
