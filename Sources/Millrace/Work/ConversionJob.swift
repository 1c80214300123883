internal import MillraceConversion
internal import MillraceStorage

/// One manifest to convert.
struct ConversionJob {
  let manifest: Manifest
  let schema: DatasetSchema
  /// Open for writing, at the start of an empty file.
  let output: Int32
  /// Where the output will be, for messages.
  let outputName: String
  let monitor: ConversionMonitor
  /// Takes each bad record, in the order of the inputs.
  let badRecord: (BadRecordEntry) throws -> Void
}
