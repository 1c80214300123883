internal import MillraceConversion
internal import MillraceStorage

/// What the engine asks of a converter. Both calls block, and are made on threads of their own.
protocol ManifestConverter: Sendable {
  /// Proposes the first schema of a data set from a sample of its files.
  ///
  /// - Throws: `InputsRefused` where some of them cannot be read; then the others are tried. `ConversionAbandoned` once
  ///   `shouldStop` has said yes.
  func inferSchema(
    _ sample: [ConversionInput], shouldStop: @escaping @Sendable () -> Bool
  ) throws -> DatasetSchema

  /// Converts all inputs into one output.
  ///
  /// - Throws: `InputsRefused` where some have to be left out; `OutputError` where the output cannot be written;
  ///   `ConversionAbandoned`. Whatever was written is of no use then.
  func convert(_ job: ConversionJob) throws -> ConvertedManifest
}
