internal import MillraceStorage

/// What is done with each object between its claim and the ledger's record of it. Each pipeline of a run has a step of its own.
protocol ObjectStep: Sendable {
  /// Works on one version of an object. When it returns, what came of the object is durable and visible.
  ///
  /// Doing it again gives the same outputs under the same names.
  ///
  /// - Throws: `StoreError` of the codes `notFound` and `changed` where the object, or this version of it, is gone; what is
  ///   wrong with the surroundings; anything else is the object's fault.
  func work(on place: ObjectPlace, in setting: ObjectSetting) async throws -> ObjectReport

  /// Called once, when no more objects come.
  func close() async
}

/// Where a step reads from and writes to.
struct ObjectSetting: Sendable {
  /// Takes the results.
  let results: any ObjectStore
  let quarantine: QuarantineStore
  let patience: Patience
  let options: ObjectOptions

  /// Bytes that one object may have read ahead.
  var readAhead: Int { options.readAhead / max(1, options.pipelines) }
}

extension ProcessingStep {
  func work(on place: ObjectPlace, in setting: ObjectSetting) async throws -> ObjectReport {
    let key = try place.resultKey(suffix: suffix)
    let writer = ResultWriter(setting.results, key: key, patience: setting.patience)
    let download = ObjectDownload(
      store: place.store, key: place.key, metadata: place.metadata, patience: setting.patience,
      readAhead: setting.readAhead, limits: setting.options.limits,
      transform: setting.options.transform, lineLimit: setting.options.lineLimit)
    do {
      try await download.withContent { try await process(place.metadata, content: $0, into: writer) }
      try await writer.publish()
    } catch {
      await writer.abandon()
      throw error
    }
    return ObjectReport(
      output: OutputPlace(store: setting.results.location, key: key, bytes: await writer.written), format: suffix)
  }
}
