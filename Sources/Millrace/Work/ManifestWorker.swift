internal import Foundation
internal import MillraceConversion
internal import MillraceStorage

/// Takes one manifest from its plan to its output. Every step can be done again, so a crash between any two of them loses
/// nothing and repeats nothing:
///
/// plan written down → bad records in quarantine → record of the result → output published → topic told → ledger.
struct ManifestWorker: Sendable {
  let configuration: PipelineConfiguration
  let parts: PipelineParts
  let thread: ConversionThread
  let access: InputAccess
  let schemas: SchemaBook
  let events: any EventSink

  /// Works on a claimed manifest. What is wrong with the manifest or its inputs ends in an outcome.
  ///
  /// - Throws: what is wrong with the surroundings: `StoreError`, `OutputError`, `LedgerError`, `PipelineError`. The
  ///   manifest is still claimed then.
  func work(on claim: ClaimedManifest, monitor: ConversionMonitor) async throws -> ManifestOutcome {
    let manifest = claim.manifest
    let keys = try ManifestKeys(manifest)
    let start = ManifestStart(time: parts.clock.now)
    // Most processes die for other reasons than what they work on.
    if claim.lapses >= parts.retry.maximumAttempts * 10 {
      return try await giveUp(claim, lapsesOf: keys, since: start)
    }
    _ = try await parts.manifests.put(try manifest.json(), as: keys.plan, condition: .ifAbsent)
    do {
      if let record = try await finishedRecord(keys) {
        return try await complete(claim, keys, record, since: start)
      }
      guard let record = try await convert(claim, keys, monitor) else { return .takenOver }
      return try await complete(claim, keys, record, since: start)
    } catch let error as InputsRefused {
      return try await handle(error, claim, keys)
    } catch is ConversionAbandoned {
      try await parts.ledger.release(claim.lease)
      return .abandoned
    } catch {
      if error.isOfSurroundings { throw error }
      return try await giveBack(claim, reason: "\(error)", since: start)
    }
  }

  /// What an earlier attempt has published before it died.
  private func finishedRecord(_ keys: ManifestKeys) async throws -> ManifestRecord? {
    guard try await parts.manifests.head(keys.record) != nil,
      let record = try? ManifestRecord(json: try await parts.manifests.get(keys.record))
    else { return nil }
    guard record.output != nil else { return record }
    let info = try await parts.output.head(keys.output)
    return info?.size == record.outputBytes ? record : nil
  }

  /// Converts and publishes; `nil` where the manifest was taken over meanwhile.
  private func convert(
    _ claim: ClaimedManifest, _ keys: ManifestKeys, _ monitor: ConversionMonitor
  ) async throws -> ManifestRecord? {
    let manifest = claim.manifest
    let schema = try await schemas.version(manifest.schemaVersion)
    let staged = try await parts.output.stage(keys.output)
    do {
      let ahead = ObjectReadAhead.Options.reading(ahead: configuration.prefetch.bytes)
      let converted = try await access.withInputs(manifest.inputs, ahead) { inputs in
        try await thread.convert(
          manifest, inputs: inputs, schema: schema, output: staged, quarantine: parts.quarantine, monitor: monitor,
          isStillOurs: { try await isStillOurs(claim) })
      }
      guard let converted, try await isStillOurs(claim) else {
        await staged.abandon()
        return nil
      }
      try await joinColumns(converted.newColumns, manifest)
      let record = ManifestRecord(manifest, output: converted.rows > 0 ? keys.output : nil, converted: converted)
      _ = try await parts.manifests.put(try record.json(), as: keys.record, condition: .overwrite)
      let present = try await parts.output.head(keys.output)
      if record.output == nil || present?.size == record.outputBytes {
        // The name derives from the inputs, and so do the bytes: what is there already is the same.
        await staged.abandon()
      } else {
        // Another size is that of another version of this program; if someone else publishes meanwhile, it is the same.
        _ = try await staged.publish(present == nil ? .ifAbsent : .overwrite)
      }
      return record
    } catch {
      await staged.abandon()
      throw error
    }
  }

  private func joinColumns(_ columns: [ColumnDefinition], _ manifest: Manifest) async throws {
    if columns.isEmpty { return }
    let joined = try await schemas.join(columns)
    if joined.isEmpty { return }
    let names = joined.prefix(20).map(\.name).joined(separator: ", ") + (joined.count > 20 ? ", …" : "")
    events.record(
      PipelineEvent(
        .info, "columns-joined",
        "\(EventText.counted(joined.count, "new column")) \(joined.count == 1 ? "joins" : "join") the schema with the next "
          + "manifest: \(names)",
        [("columns", .text(names)), ("manifest", .text(manifest.id))]))
  }

  private func complete(
    _ claim: ClaimedManifest, _ keys: ManifestKeys, _ record: ManifestRecord, since start: ManifestStart
  ) async throws -> ManifestOutcome {
    let manifest = claim.manifest
    if parts.notifier != nil, record.output != nil {
      guard try await isStillOurs(claim) else { return .takenOver }
      try await tell(of: claim, record, since: start)
    }
    switch try await parts.ledger.complete(claim.lease, with: record.result) {
    case .recorded:
      return .completed(record, files: manifest.inputs.count, bytes: manifest.inputBytes)
    case .alreadyCompleted, .leaseLost:
      return .takenOver
    case .superseded:
      try await removeTraces(of: manifest, keys)
      return .takenOver
    }
  }

  /// Whether nobody else works on the manifest, and will not for the length of a lease: nothing of it may be published or
  /// removed otherwise.
  func isStillOurs(_ claim: ClaimedManifest) async throws -> Bool {
    try await parts.ledger.renew(claim.lease, for: parts.leaseDuration) != nil
  }

  /// Removes what a manifest that is no more may have published.
  func removeTraces(of manifest: Manifest, _ keys: ManifestKeys) async throws {
    try await parts.output.delete(keys.output)
    try await parts.manifests.delete([keys.record, keys.plan])
    let records = try parts.quarantine.badRecordsKey(
      manifest: manifest.id, partition: manifest.partition, pipeline: manifest.pipeline)
    try await parts.quarantine.remove([records])
  }
}
