import Foundation
import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  /// In this order, each step durable before the next: the intent, which keeps other planners of the partition away; the
  /// inputs; the files, taken by conditional writes that also check the intent; then, in one transaction, the manifest, the
  /// totals, and the end of the intent. Whoever finds an intent whose time is over takes it over and takes back what it
  /// has done. Its first owner may live: none of its writes is accepted any more.
  package func plan(_ request: PlanRequest) async throws -> Manifest? {
    try await repairIfDue(request.pipeline)
    for attempt in 0..<200 {
      guard try await isWorthPlanning(request) else { return nil }
      if let intent = try await acquireIntent(request) {
        do {
          if let manifest = try await plan(request, under: intent) { return manifest }
          return nil
        } catch let error as LedgerError {
          try? await takeBack(intent)
          if error.code != .locked { throw error }
        }
      }
      // Another process plans this partition. What it leaves may make a manifest, too.
      try await Task.sleep(for: .milliseconds(min(5 + attempt * 5, 100)))
    }
    return nil
  }

  private func isWorthPlanning(_ request: PlanRequest) async throws -> Bool {
    let items = try await store.query(
      ControlKey.waiting(request.pipeline), prefix: "\(keyPart(request.partition))#", in: .control)
    let files = items.reduce(0) { $0 + ($1.integer("files") ?? 0) }
    let bytes = items.reduce(0) { $0 + ($1.integer("bytes") ?? 0) }
    if request.trigger != .size { return files > 0 }
    return bytes >= request.targetBytes || files >= request.maximumFiles
  }

  private func acquireIntent(_ request: PlanRequest) async throws -> PlanIntent? {
    let number = try await allocate(1, of: "manifests", in: request.pipeline)
    let intent = PlanIntent(
      pipeline: request.pipeline, partition: request.partition, number: number, token: PlanIntent.makeToken())
    let outcome = try await store.put(
      intent.item(until: now + store.options.patience), in: .control,
      if: "attribute_not_exists(#pk) OR #token = :token", intent.mine)
    guard case .refused(let other) = outcome else { return intent }
    if let until = other?.date("until"), until <= now, let number = other?.integer("number"),
      let token = other?.text("token")
    {
      // Abandoned by its owner.
      try await takeBack(
        PlanIntent(pipeline: request.pipeline, partition: request.partition, number: number, token: token))
    }
    return nil
  }

  /// Ends a plan and gives its files back, unless its manifest has come to be.
  ///
  /// The intent gets another token first. From then on nothing is accepted that its owner may still have under way; and
  /// if it is not there any more, the plan was committed, or someone else has taken it back.
  func takeBack(_ intent: PlanIntent) async throws {
    var mine = intent
    mine.token = PlanIntent.makeToken()
    let outcome = try await store.update(
      intent.key, in: .control, "SET #token = :token, #until = :until", if: "#token = :old OR #token = :token",
      [
        ":token": .string(mine.token), ":old": .string(intent.token),
        ":until": .number((now + store.options.patience).milliseconds),
      ])
    if outcome.isWritten { try await rollBack(mine) }
  }

  private func rollBack(_ intent: PlanIntent) async throws {
    let inputs = ChunkedList(partition: ControlKey.inputs(intent.number, of: intent.pipeline), store: store)
    let files = try await inputs.read().compactMap(DynamoDBLedger.file)
    _ = try await store.concurrently(files) { [self] file in
      let pending = FileItem.status(.pending, of: file, shards: shards)
      return try await store.update(
        FileItem.key(of: file, pipeline: intent.pipeline, partition: intent.partition, shards: shards), in: .files,
        "SET #status = :pending REMOVE #manifest_number, #job_run_id, #manifest_path",
        if: "#manifest_number = :number AND #status = :manifested",
        [
          ":pending": .string(pending), ":number": .number(intent.number),
          ":manifested": .string(FileItem.status(.manifested, of: file, shards: shards)),
        ])
    }
    try await inputs.delete()
    _ = try await store.delete(intent.key, from: .control, if: PlanIntent.isMine, intent.mine)
  }

  private func plan(_ request: PlanRequest, under intent: PlanIntent) async throws -> Manifest? {
    let chosen = try await select(request).sorted { $0 < $1 }
    guard !chosen.isEmpty else {
      _ = try await store.delete(intent.key, from: .control, if: PlanIntent.isMine, intent.mine)
      return nil
    }
    let manifest = Manifest(
      pipeline: request.pipeline, partition: request.partition, schemaVersion: request.schemaVersion, inputs: chosen,
      trigger: request.trigger, createdAt: now)
    try await ChunkedList(partition: ControlKey.inputs(intent.number, of: request.pipeline), store: store)
      .write(manifest.inputs.map(DynamoDBLedger.element), expiry: now + store.options.manifestRetention)
    try await take(manifest, under: intent)
    try await commit(manifest, under: intent)
    return manifest
  }

  /// Chooses from the files that wait, as the table itself has them.
  private func select(_ request: PlanRequest) async throws -> [FileVersion] {
    var selection = ManifestSelection(targetBytes: request.targetBytes, maximumFiles: request.maximumFiles)
    var offered: [FileVersion] = []
    var index = StatusIndex(
      .pending, prefix: FileItem.entry(pipeline: request.pipeline, partition: request.partition), after: nil,
      page: 1_000, shards: shards, in: store)
    while !selection.isFull {
      let keys = try await index.next(400)
      if keys.isEmpty { break }
      let files = try await store.get(keys.map(FileItem.place), from: .files).compactMap(FileItem.init)
      for file in files.sorted(by: { $0.number < $1.number }) where file.state == .pending && !selection.isFull {
        selection.offer(size: file.file.size)
        offered.append(file.file)
      }
    }
    return selection.indexes(for: request.trigger).map { offered[$0] }
  }

  private func take(_ manifest: Manifest, under intent: PlanIntent) async throws {
    let size = DynamoDBClient.TransactWriteItems.maximumCount - 1
    for start in stride(from: 0, to: manifest.inputs.count, by: size) {
      let files = manifest.inputs[start..<min(start + size, manifest.inputs.count)]
      let actions = files.map { file in
        store.updateAction(
          FileItem.key(of: file, pipeline: manifest.pipeline, partition: manifest.partition, shards: shards),
          in: .files,
          "SET #status = :manifested, #manifest_number = :number, #job_run_id = :id, #manifest_path = :path, "
            + "#updated_at = :now",
          if: "#status = :pending",
          [
            ":manifested": .string(FileItem.status(.manifested, of: file, shards: shards)),
            ":pending": .string(FileItem.status(.pending, of: file, shards: shards)),
            ":number": .number(intent.number), ":id": .string(manifest.id),
            ":path": .string("\(manifest.partition)/\(manifest.id).json"), ":now": .string(Timestamp.text(now)),
          ])
      }
      let check = store.checkAction(intent.key, in: .control, if: PlanIntent.isMine, intent.mine)
      if try await store.transact([check] + actions) != nil { throw interrupted(intent) }
    }
  }

  private func commit(_ manifest: Manifest, under intent: PlanIntent) async throws {
    let summary = ManifestSummary(
      id: manifest.id, pipeline: manifest.pipeline, partition: manifest.partition,
      schemaVersion: manifest.schemaVersion, trigger: manifest.trigger, state: .unfinished,
      files: manifest.inputs.count, inputBytes: manifest.inputBytes, createdAt: manifest.createdAt,
      updatedAt: manifest.createdAt, lease: nil, failures: 0, notBefore: nil, reason: nil, outputs: [], rows: 0,
      badRecords: 0)
    let item = try ManifestItem(number: intent.number, claims: 0, summary: summary).item()
    var tallies = TallyChanges()
    tallies.move(
      files: manifest.inputs.count, bytes: manifest.inputBytes, from: .pending, to: .manifested,
      of: manifest.partition)
    let pointer = ControlKey.digest(manifest.id, of: manifest.pipeline).merging([
      "number": .number(intent.number)
    ]) { $1 }
    let actions = [
      store.deleteAction(intent.key, from: .control, if: PlanIntent.isMine, intent.mine),
      store.putAction(item, in: .control), store.putAction(pointer, in: .control),
    ]
    if try await store.transact(actions + tallies.actions(of: manifest.pipeline, at: now, in: store)) != nil {
      throw interrupted(intent)
    }
  }

  private func interrupted(_ intent: PlanIntent) -> LedgerError {
    LedgerError(
      .locked, "Another process has changed partition \(intent.partition) of \(intent.pipeline) meanwhile. Try again.")
  }

  // MARK: Inputs

  static func element(_ file: FileVersion) -> [AttributeValue] {
    [.string(file.address), .string(file.version), .number(file.size)]
  }

  static func file(_ element: [AttributeValue]) -> FileVersion? {
    guard element.count == 3, let address = element[0].text, let version = element[1].text,
      let size = element[2].integer
    else { return nil }
    return FileVersion(address: address, version: version, size: size)
  }
}
