internal import MillraceCSV
internal import MillraceCompression

/// Samples of CSV: the beginning of each file, and pieces of those that can be read at any place.
extension SchemaSampler {
  /// Places that are tried before a piece is given up.
  private static let attempts = 64

  mutating func sampleRecords(_ input: ConversionInput, pieces: Int) throws {
    guard let header = try sampleFirstRecords(input), pieces > 1 else { return }
    let file = try input.openRange()
    guard file.size > Int64(2 * Self.pieceBytes), try isPlain(file),
      !options.csv.needsDecoding(firstBytes: try file.beginning(2))
    else { return }
    for piece in 1..<pieces {
      file.select(offset: file.size / Int64(pieces) * Int64(piece), length: Int64(Self.pieceBytes))
      var buffer = RecordBuffer(capacity: Self.pieceBytes)
      _ = try buffer.fill(from: file)
      buffer.mark(with: 0)
      noteRecords(UnsafePointer(buffer.base), buffer.count, of: header)
    }
  }

  /// Notes the records at the beginning; the header, where there is a record.
  private mutating func sampleFirstRecords(_ input: ConversionInput) throws -> CSVHeader? {
    let raw = InflatingSource(try input.openSource(isSample: true), limits: InflationLimits(options))
    let source = DecodingSource(raw, options.csv.encoding)
    var buffer = RecordBuffer(capacity: Self.pieceBytes)
    let before = reader.records
    while true {
      let hasMore = try buffer.fill(from: source)
      if !hasMore && buffer.count > 0 && buffer.base[buffer.count - 1] != 0x0A { buffer.terminate(with: 0x0A) }
      buffer.mark(with: 0)
      let start = UnsafePointer(buffer.base)
      if let beginning = try CSVBeginning.read(start, count: buffer.count, isWhole: !hasMore, options.csv) {
        var scanner = CSVScanner(options.csv)
        scanner.restart(at: min(beginning.length, buffer.count))
        scanner.scan(start, upTo: buffer.count)
        if options.readsText { reader.note(columnsOf: beginning.header) }
        while let row = scanner.next(start) { note(row, of: beginning.header) }
        if reader.records > before || !hasMore || buffer.count > options.maximumLineBytes { return beginning.header }
      }
      buffer.grow()
    }
  }

  private mutating func note(_ row: CSVRow, of header: CSVHeader) {
    if row.isBlank || row.isBad { return }
    guard !options.readsText else { return reader.note(row, of: header, options.csv) }
    guard row.count <= header.names.count else { return }
    var lines = CSVRowLines(header, options.csv)
    lines.set(row)
    _ = lines.withLine { reader.noteLine($0) }
  }

  /// Notes the records in a piece from the middle of a file.
  ///
  /// Nobody knows whether the piece begins within quotes: the first line end is taken behind which the records look like the file's.
  private mutating func noteRecords(_ base: UnsafePointer<UInt8>, _ count: Int, of header: CSVHeader) {
    var scanner = CSVScanner(options.csv)
    var attempt = 0
    for place in 0..<count where base[place] == 0x0A && attempt < Self.attempts {
      attempt += 1
      scanner.restart(at: place + 1)
      scanner.scan(base, upTo: count)
      var looksRight = true
      var rows: [CSVRow] = []
      while let row = scanner.next(base) {
        if row.isBlank { continue }
        if row.isBad || row.count != header.names.count { looksRight = false }
        rows.append(row)
      }
      guard looksRight && !rows.isEmpty else { continue }
      for row in rows { note(row, of: header) }
      return
    }
  }
}
