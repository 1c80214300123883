internal import MillraceConversion
internal import MillraceStorage

/// One manifest to convert.
struct ConversionJob {
  let manifest: Manifest
  /// The manifest's inputs, in their order.
  let inputs: [ConversionInput]
  let schema: DatasetSchema
  /// Takes the output, from its first byte to its last.
  let output: any StagedObject
  let monitor: ConversionMonitor
  /// Takes each bad record, in the order of the inputs.
  let badRecord: (BadRecordEntry) throws -> Void
}
