internal import MillraceConversion
internal import MillraceParquet
internal import MillraceStorage

/// The thread on which a pipeline converts its objects, one after the other. The converter starts its own workers from there.
actor ObjectConverter {
  private let thread = WorkThread("conversion")
  private let settings: ConversionSettings

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ settings: ConversionSettings) {
    self.settings = settings
  }

  /// Converts an object. Its bad records are durable in quarantine afterwards; the output is not yet visible.
  ///
  /// - Parameter writer: makes what takes the bad records.
  /// - Throws: `ConversionRejected`; ``ProcessingError``; `OutputError`; `ConversionAbandoned`; `StoreError`.
  func convert(
    _ input: ConversionInput, of file: FileVersion, to output: any StagedObject,
    badRecords makeWriter: @Sendable () async throws -> sending BadRecordWriter, monitor: ConversionMonitor
  ) async throws -> ConvertedObject {
    let writer = try await makeWriter()
    var first: BadRecord?
    do {
      let converted = try Self.write(settings, input, of: file, to: output, monitor) { record in
        first = first ?? record
        try writer.append(BadRecordEntry(record, of: file))
      }
      try await writer.publish()
      return converted
    } catch let error as ConversionRejected {
      await writer.abandon()
      throw Self.explained(error, first)
    } catch {
      await writer.abandon()
      throw error
    }
  }

  private static func write(
    _ settings: ConversionSettings, _ input: ConversionInput, of file: FileVersion, to output: any StagedObject, _ monitor: ConversionMonitor,
    badRecords: (BadRecord) throws -> Void
  ) throws -> ConvertedObject {
    var options = settings.conversion
    options.metadata = [
      ("millrace.input", file.address), ("millrace.input-version", file.version),
      ("millrace.input-bytes", "\(file.size)"),
    ]
    do {
      let report = try Converter(options: options).convert(
        [input], to: StagedObjectSink(output), shouldStop: { monitor.isCancelled }, badRecords: badRecords)
      return ConvertedObject(
        rows: Int64(report.rows), badRecords: Int64(report.badRecords), columns: report.schema.columns,
        bytes: report.outputBytes)
    } catch is ConversionStop {
      throw ConversionAbandoned()
    } catch let error as ParquetWriteError {
      guard error.code == .writeFailed else { throw error }
      throw OutputError(description: error.message)
    }
  }

  /// A file with too many bad records is mended by whoever knows where one of them is.
  private static func explained(_ error: ConversionRejected, _ first: BadRecord?) -> ConversionRejected {
    guard let first else { return error }
    var error = error
    for index in error.failures.indices where error.failures[index].failure.code == .tooManyBadRecords {
      error.failures[index].failure.message +=
        "; the first is in line \(first.line) at byte \(first.byteOffset): \(first.reason)"
    }
    return error
  }
}
