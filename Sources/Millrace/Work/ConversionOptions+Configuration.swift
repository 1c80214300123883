internal import Foundation
internal import MillraceConversion

extension ConversionOptions {
  /// What a pipeline file says of conversions.
  init(_ configuration: PipelineConfiguration) {
    self.init()
    let sink = configuration.manifestSink
    format = configuration.format == .ndjson ? .ndjson : .json
    columns = sink.columns == .strings ? .strings : .inferred
    compression =
      switch sink.compression {
      case .snappy: .snappy
      case .zstd: .zstd
      case .gzip: .gzip
      case .none: .none
      }
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
