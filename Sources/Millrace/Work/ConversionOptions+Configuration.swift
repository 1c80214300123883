internal import Foundation
internal import MillraceConversion

extension ConversionOptions {
  /// What a pipeline file says of conversions.
  ///
  /// - Parameter events: takes what programs among the transforms have to say.
  init(_ configuration: PipelineConfiguration, _ events: any EventSink) {
    self.init()
    let sink = configuration.manifestSink
    transform = configuration.recordTransform(events)
    format = InputFormat(configuration.format)
    csv = configuration.csv
    columns = sink.columns == .strings ? .strings : .inferred
    compression = OutputCompression(sink.compression)
    workers = configuration.workers ?? ProcessInfo.processInfo.activeProcessorCount
    rowGroupBytes = sink.rowGroup
    maximumLineBytes = configuration.limits.line
    maximumInflatedBytes = configuration.limits.inflated
    maximumInflationRatio = configuration.limits.inflationRatio
    badRecords =
      switch configuration.badRecords {
      case .none: BadRecordPolicy(maximumCount: nil, maximumFraction: nil)
      case .count(let count): BadRecordPolicy(maximumCount: count, maximumFraction: nil)
      case .fraction(let share): BadRecordPolicy(maximumCount: nil, maximumFraction: share)
      }
  }
}

extension InputFormat {
  /// The format that a pipeline file names.
  init(_ format: PipelineConfiguration.Format) {
    switch format {
    // Told by the content is what only queues are filled from; a contradiction elsewhere.
    case .ndjson, .auto: self = .ndjson
    case .json: self = .json
    case .csv: self = .csv
    }
  }
}

extension OutputCompression {
  /// The codec that a pipeline file names.
  init(_ compression: PipelineConfiguration.Compression) {
    switch compression {
    case .snappy: self = .snappy
    case .zstd: self = .zstd
    case .gzip: self = .gzip
    case .none: self = .none
    }
  }
}
