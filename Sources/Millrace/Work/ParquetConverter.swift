internal import Foundation
internal import MillraceConversion
internal import MillraceParquet
internal import MillraceStorage

/// Converts manifests into Parquet as a pipeline file says.
struct ParquetConverter: ManifestConverter {
  private let configuration: PipelineConfiguration
  private let options: ConversionOptions

  /// - Parameter events: takes what programs among the transforms have to say.
  init(_ configuration: PipelineConfiguration, events: any EventSink) {
    self.configuration = configuration
    options = ConversionOptions(configuration, events)
  }

  func inferSchema(
    _ sample: [ConversionInput], shouldStop: @escaping @Sendable () -> Bool
  ) throws -> DatasetSchema {
    let found: DatasetSchema
    do {
      found = try Converter(options: options).inferSchema(sample, shouldStop: shouldStop)
    } catch is ConversionStop {
      throw ConversionAbandoned()
    }
    switch configuration.manifestSink.columns {
    case .inferred, .explicit: return found
    case .strings:
      let columns = found.columns.map { ColumnDefinition(name: $0.name, type: .string) }
      return DatasetSchema(mode: .strings, columns: columns)
    }
  }

  func convert(_ job: ConversionJob) throws -> ConvertedManifest {
    var options = options
    options.schema = job.schema
    // Nothing here may depend on when, or how often, a manifest is done: the same manifest gives the same bytes.
    options.metadata = [
      ("millrace.pipeline", job.manifest.pipeline), ("millrace.manifest", job.manifest.id),
      ("millrace.partition", job.manifest.partition), ("millrace.schema-version", "\(job.schema.version)"),
      ("millrace.inputs", "\(job.manifest.inputs.count)"), ("millrace.input-bytes", "\(job.manifest.inputBytes)"),
    ]
    do {
      return try convert(job, Converter(options: options))
    } catch let error as ConversionRejected {
      throw InputsRefused(refused: error.failures.map { InputsRefused.Refused(input: $0.input, $0.failure) })
    } catch is ConversionStop {
      throw ConversionAbandoned()
    } catch let error as ParquetWriteError {
      guard error.code == .writeFailed else { throw error }
      throw OutputError(description: error.message)
    }
  }

  private func convert(_ job: ConversionJob, _ converter: Converter) throws -> ConvertedManifest {
    let inputs = job.manifest.inputs
    let progress = ConversionProgress()
    let total = job.manifest.inputBytes
    // Compressed inputs inflate to more than is stored.
    job.monitor.observe { .init(bytes: min(Int64(progress.bytes), total), rows: Int64(progress.rows)) }
    let monitor = job.monitor
    let report = try converter.convert(
      job.inputs, to: StagedObjectSink(job.output),
      progress: progress, shouldStop: { monitor.isCancelled },
      badRecords: { try job.badRecord(BadRecordEntry($0, of: inputs[$0.input])) })
    return ConvertedManifest(
      inputs: report.inputs.map {
        InputCounts(
          rows: Int64($0.rows), badRecords: Int64($0.badRecords), droppedRecords: Int64($0.droppedRecords))
      },
      outputBytes: report.outputBytes, newColumns: report.newColumns,
      rescuedValues: Int64(report.rescuedValues), duplicateKeys: Int64(report.duplicateKeys))
  }
}

extension InputsRefused.Refused {
  fileprivate init(input: Int, _ failure: InputFailure) {
    let kind: InputsRefused.Kind =
      switch failure.code {
      case .missing, .changed: .gone
      default: failure.isRetryable ? .unreadable : .bad
      }
    let prefix = kind == .gone ? InputVerifier.gone : ""
    self.init(input: input, kind: kind, reason: prefix + failure.message)
  }
}

extension BadRecordEntry {
  init(_ record: BadRecord, of input: FileVersion) {
    self.init(
      input: input.address, version: input.version, line: record.line, byteOffset: record.byteOffset,
      errorOffset: record.errorOffset,
      reason: record.isCut ? "\(record.reason) (only the first \(record.bytes.count) bytes are kept)" : record.reason,
      bytes: record.bytes)
  }
}
