internal import MillraceConversion
internal import MillraceParquet
internal import MillraceStorage

/// The thread on which a pipeline converts its objects, one after the other. The converter of Parquet starts its own workers
/// from there.
actor ObjectConverter {
  private let thread = WorkThread("conversion")
  private let settings: ConversionSettings

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ settings: ConversionSettings) {
    self.settings = settings
  }

  /// Converts an object. Its bad records are durable in quarantine afterwards; the output is not yet visible.
  ///
  /// - Parameter makeWriter: makes what takes the bad records.
  /// - Throws: `InputFailure`; `OutputError`; `ConversionAbandoned`; `StoreError`.
  func convert(
    _ input: any InputBytes, of file: FileVersion, to output: any StagedObject,
    badRecords makeWriter: @Sendable () async throws -> sending BadRecordWriter, monitor: ConversionMonitor
  ) async throws -> ConvertedObject {
    let writer = try await makeWriter()
    var first: BadRecord?
    do {
      let converted = try Self.convert(settings, input, of: file, to: output, monitor) { record in
        first = first ?? record
        try writer.append(BadRecordEntry(record, of: file))
      }
      try await writer.publish()
      return converted
    } catch let error as InputFailure {
      await writer.abandon()
      throw Self.explained(error, first)
    } catch {
      await writer.abandon()
      throw error
    }
  }

  private static func convert(
    _ settings: ConversionSettings, _ input: any InputBytes, of file: FileVersion, to output: any StagedObject,
    _ monitor: ConversionMonitor, badRecord: (BadRecord) throws -> Void
  ) throws -> ConvertedObject {
    guard settings.form == .parquet else {
      return try withoutActuallyEscaping(badRecord) { badRecord in
        try TextConversion(settings: settings, monitor: monitor, badRecord: badRecord)
          .convert(InputByteSource(input, name: file.address), to: output)
      }
    }
    var options = settings.conversion
    options.metadata = [
      ("millrace.input", file.address), ("millrace.input-version", file.version),
      ("millrace.input-bytes", "\(file.size)"),
    ]
    do {
      let report = try Converter(options: options).convert(
        [ConversionInput(bytes: input, name: file.address)], to: StagedObjectSink(output),
        shouldStop: { monitor.isCancelled }, badRecords: badRecord)
      return ConvertedObject(
        rows: report.rows, badRecords: report.badRecords, droppedRecords: report.droppedRecords,
        columns: report.schema.columns, bytes: report.outputBytes)
    } catch is ConversionStop {
      throw ConversionAbandoned()
    } catch let error as ConversionRejected {
      guard let first = error.failures.first else { throw error }
      throw first.failure
    } catch let error as ParquetWriteError {
      guard error.code == .writeFailed else { throw error }
      throw OutputError(description: error.message)
    }
  }

  /// A file with too many bad records is mended by whoever knows where one of them is.
  private static func explained(_ failure: InputFailure, _ first: BadRecord?) -> InputFailure {
    guard let first, failure.code == .tooManyBadRecords else { return failure }
    var failure = failure
    failure.message += "; the first is in line \(first.line) at byte \(first.byteOffset): \(first.reason)"
    return failure
  }
}
