internal import MillraceCSV
package import MillraceParquet

/// Converts JSON inputs into one Parquet file.
///
/// The unit of parallelism is the row group: workers read, shred and encode slices of the inputs on their own, and what they
/// make is written in the order of the input. The same inputs and options give the same bytes, whatever the number of workers.
/// Synchronous: call it from a thread of your own, not from Swift's cooperative pool.
package struct Converter: Sendable {
  package let options: ConversionOptions

  package init(options: ConversionOptions) { self.options = options }

  /// Converts all inputs, in their order, and writes the file to `output`; making it visible is up to the caller.
  /// - Parameters:
  ///   - badRecords: called in the order of the input, never by two threads at once. What it throws ends the conversion.
  ///   - shouldStop: asked between slices and row groups, by any worker; where it answers true, the conversion ends with `ConversionStop`.
  /// - Throws: `ColumnTypeError` where two columns have one name, or CSV should fill lists or structures; `CSVDialectError`; `ConversionRejected` when an input must be left out; `ParquetWriteError` when the output cannot be
  ///   written; `ConversionStop`; what `badRecords` throws.
  package func convert(
    _ inputs: [ConversionInput], to output: any ByteSink, progress: ConversionProgress? = nil,
    shouldStop: @escaping @Sendable () -> Bool = { false }, badRecords: (BadRecord) throws -> Void = { _ in }
  ) throws -> ConversionReport {
    if options.format == .csv { try options.csv.check() }
    let schema = try columns(for: inputs, shouldStop)
    try schema.checkNames()
    if options.readsText { try schema.checkScalars() }
    var options = options
    if options.columns != .strings && options.schema == nil { options.schema = schema }
    let writer = try ParquetFileWriter(
      sink: output, compressor: try PageCompressor(codec: .init(options.compression)),
      fields: options.schema?.fields ?? [])
    return try withoutActuallyEscaping(badRecords) { badRecords in
      let books = ConversionOutput(
        writer: writer, inputs: inputs, policy: options.badRecords, badRecords: badRecords)
      let queue = SliceQueue(SlicePlanner(inputs: inputs, options: options))
      let ordered = OrderedOutput(limit: max(options.workers, 1)) { try books.take($0) }
      run(options, ArrayHeader.find(in: inputs, options), queue, ordered, progress, shouldStop)
      if let failure = ordered.firstFailure { throw failure }
      for (input, failure) in queue.failures { books.reject(input, failure) }
      let failures = books.inputs.enumerated().compactMap { index, report in
        report.failure.map { (input: index, failure: $0) }
      }
      if !failures.isEmpty { throw ConversionRejected(failures: failures) }
      // Some readers refuse a file without columns.
      if writer.fields.isEmpty { writer.join([.string(DatasetSchema.rescued)]) }
      try writer.finish(metadata: options.metadata, createdBy: Self.createdBy)
      return report(books, writer, options)
    }
  }

  private func run(
    _ options: ConversionOptions, _ arrayHeader: ArrayHeader?, _ queue: SliceQueue, _ ordered: OrderedOutput,
    _ progress: ConversionProgress?,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) {
    WorkerThreads.run(max(options.workers, 1)) { _ in
      do {
        let worker = try SliceWorker(
          options: options, progress: progress, makeShredder: { Self.makeShredder(options, arrayHeader) },
          submit: { part in
            if shouldStop() { throw ConversionStop() }
            try ordered.submit(part)
          })
        worker.transforming?.stop(when: shouldStop)
        while let slice = queue.next() {
          if shouldStop() { throw ConversionStop() }
          try worker.run(slice)
        }
      } catch {
        queue.stop()
        ordered.fail(shouldStop() ? ConversionStop() : error)
      }
    }
  }

  static func makeShredder(_ options: ConversionOptions, _ arrayHeader: ArrayHeader? = nil) -> Shredder {
    Shredder(
      columns: options.schema?.columns ?? [], anyText: options.schema?.mode != .inferred,
      joinsColumns: options.schema == nil, maximumColumns: options.maximumColumns,
      maximumDepth: options.maximumDepth, allowsNewlines: options.format == .json,
      arrayHeader: arrayHeader)
  }

  /// The columns that the output will have in any case.
  private func columns(
    for inputs: [ConversionInput], _ shouldStop: @escaping @Sendable () -> Bool
  ) throws -> DatasetSchema {
    if let schema = options.schema { return schema }
    return switch options.columns {
    case .strings: DatasetSchema(mode: .strings, columns: [])
    case .explicit(let columns): DatasetSchema(mode: .explicit, columns: columns)
    case .inferred: try inferSchema(inputs, shouldStop: shouldStop)
    }
  }

  private func report(
    _ books: ConversionOutput, _ writer: ParquetFileWriter, _ options: ConversionOptions
  ) -> ConversionReport {
    let columns = writer.fields.map(\.name).filter { $0 != DatasetSchema.rescued }
    let schema =
      options.schema
      ?? DatasetSchema(mode: .strings, columns: columns.map { ColumnDefinition(name: $0, type: .string) })
    return ConversionReport(
      inputs: books.inputs, rowGroups: writer.rowGroupCount, outputBytes: Int64(writer.offset),
      rescuedValues: books.rescuedValues, newColumns: newColumns(books.unknownColumns, options), schema: schema)
  }

  private func newColumns(_ unknown: TypeObservation, _ options: ConversionOptions) -> [ColumnDefinition] {
    guard let schema = options.schema, schema.mode != .explicit else { return [] }
    let room = max(0, options.maximumColumns - schema.columns.count)
    return unknown.fields.prefix(room).filter { $0.name != DatasetSchema.rescued }.map {
      ColumnDefinition(name: $0.name, type: columnType($0.type, schema.mode))
    }
  }

  private func columnType(_ seen: TypeObservation, _ mode: DatasetSchema.Mode) -> ColumnType {
    if mode == .strings { return .string }
    return options.readsText ? seen.textType : seen.type
  }

  /// What the footer says of the writer.
  package static let createdBy = "millrace version 0.1.0"
}

extension DatasetSchema {
  /// The columns as Parquet has them, `_rescued` last.
  var fields: [SchemaNode] { columns.map(\.schemaNode) + [.string(Self.rescued)] }
}
