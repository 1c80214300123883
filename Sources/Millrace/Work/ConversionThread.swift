internal import MillraceConversion
internal import MillraceStorage

/// The thread on which a pipeline reads and converts its inputs. The converter starts its own workers from there.
actor ConversionThread {
  private let thread = WorkThread("conversion")
  private let converter: any ManifestConverter
  private let shouldStop: @Sendable () -> Bool
  /// Nil where inputs are no files.
  private let verifier: InputVerifier?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// - Parameter shouldStop: whether a sample is not to be waited for any longer.
  init(
    converter: any ManifestConverter, sourceFolder: String?, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.converter = converter
    self.shouldStop = shouldStop
    verifier = sourceFolder.map(InputVerifier.init(folder:))
  }

  func inferSchema(_ sample: [ConversionInput]) throws -> DatasetSchema {
    try converter.inferSchema(sample, shouldStop: shouldStop)
  }

  func verify(_ inputs: [FileVersion]) throws {
    try verifier?.verify(inputs)
  }

  /// Converts a manifest into staged objects, and makes sure that what was read is what was planned. The bad records are
  /// durable in quarantine afterwards; the output is not yet visible.
  ///
  /// - Parameter isStillOurs: asked before anything is published; where it says no, the answer is `nil`.
  func convert(
    _ manifest: Manifest, inputs: [ConversionInput], schema: DatasetSchema, output: any StagedObject,
    quarantine: QuarantineStore,
    monitor: ConversionMonitor, isStillOurs: @Sendable () async throws -> Bool
  ) async throws -> ConvertedManifest? {
    let writer = try await quarantine.stageBadRecords(of: manifest)
    do {
      try verifier?.verify(manifest.inputs)
      let job = ConversionJob(
        manifest: manifest, inputs: inputs, schema: schema, output: output, monitor: monitor,
        badRecord: { try writer.append($0) })
      let converted = try converter.convert(job)
      try monitor.check()
      try verifier?.verify(manifest.inputs)
      guard try await isStillOurs() else {
        await writer.abandon()
        return nil
      }
      try await writer.publish()
      return converted
    } catch {
      await writer.abandon()
      // Where the whole folder is gone, that says nothing about its files.
      if error is InputsRefused { try verifier?.verifyFolder() }
      throw error
    }
  }
}
