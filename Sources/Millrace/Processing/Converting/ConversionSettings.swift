internal import MillraceCompression
internal import MillraceConversion

/// How the objects of a pipeline whose sink is `converted` are converted.
struct ConversionSettings: Sendable {
  var form: PipelineConfiguration.Sink.Converted.Form
  var compression: PipelineConfiguration.Compression
  var conversion: ConversionOptions

  /// What a pipeline file says.
  ///
  /// - Parameter events: takes what programs among the transforms have to say.
  /// - Throws: `ColumnTypeError` where a type cannot be read.
  init(
    _ configuration: PipelineConfiguration, _ sink: PipelineConfiguration.Sink.Converted, _ events: any EventSink
  ) throws {
    form = sink.form
    compression = sink.compression
    conversion = ConversionOptions(configuration, events)
    conversion.compression = OutputCompression(sink.compression)
    conversion.rowGroupBytes = sink.rowGroup
    switch sink.columns {
    case .strings: conversion.columns = .strings
    case .inferred: conversion.columns = .inferred
    case .explicit(let columns):
      conversion.columns = .explicit(
        try columns.map { ColumnDefinition(name: $0.name, type: try ColumnType(parsing: $0.type)) })
    }
  }

  /// What a compressed object may inflate to.
  var inflation: InflationLimits {
    InflationLimits(
      maximumBytes: conversion.maximumInflatedBytes, maximumRatio: conversion.maximumInflationRatio)
  }

  /// How outputs that are text are compressed.
  var fileCompression: CompressionFormat {
    switch compression {
    case .gzip: .gzip
    case .zstd: .zstd
    case .none, .snappy: .none
    }
  }

  /// How the names of outputs end.
  var suffix: String {
    switch (form, compression) {
    case (.parquet, _): "parquet"
    case (let form, .gzip): form.rawValue + ".gz"
    case (let form, .zstd): form.rawValue + ".zst"
    case (let form, _): form.rawValue
    }
  }
}
