import MillraceAWS
package import MillraceStorage

extension DynamoDBLedger {
  package func redrive(_ selection: RedriveSelection, in pipeline: String) async throws -> Int {
    var total = 0
    for state in [FileState.failed, .quarantined] where selection.states.contains(state) {
      if let address = selection.address {
        let files = try await fileItems(of: address, in: pipeline).filter { $0.state == state }
        total += try await redrive(files, in: pipeline)
        continue
      }
      var index = StatusIndex(
        state, prefix: "\(keyPart(pipeline))#", after: nil, page: 1_000, shards: shards, in: store)
      while true {
        let keys = try await index.next(400)
        if keys.isEmpty { break }
        let files = try await store.get(keys.map(FileItem.place), from: .files).compactMap(FileItem.init)
        total += try await redrive(files.filter { $0.state == state }, in: pipeline)
      }
    }
    return total
  }

  /// Each part is one transaction: files and totals. The answer is how many went round.
  private func redrive(_ files: [FileItem], in pipeline: String) async throws -> Int {
    var total = 0
    // Each of them may be of a partition of its own, whose tally is one more action.
    let size = (DynamoDBClient.TransactWriteItems.maximumCount - 1) / 2
    for start in stride(from: 0, to: files.count, by: size) {
      var chunk = Array(files[start..<min(start + size, files.count)])
      while !chunk.isEmpty {
        guard let reasons = try await redrive(part: chunk, in: pipeline) else {
          total += chunk.count
          break
        }
        // Someone else has sent some round, or the index was behind.
        chunk = zip(chunk, reasons).filter { !$1.isConditionFailure }.map { $0.0 }
      }
    }
    return total
  }

  private func redrive(part files: [FileItem], in pipeline: String) async throws -> [CancellationReason]? {
    var tallies = TallyChanges()
    let actions = files.map { file in
      tallies.move(files: 1, bytes: file.file.size, from: file.state, to: .pending, of: file.partition)
      return store.updateAction(
        FileItem.key(of: file.file, pipeline: pipeline, partition: file.partition, shards: shards), in: .files,
        "SET #status = :pending, #updated_at = :now "
          + "REMOVE #manifest_number, #job_run_id, #manifest_path, #error_message", if: "#status = :old",
        [
          ":pending": .string(FileItem.status(.pending, of: file.file, shards: shards)),
          ":old": .string(FileItem.status(file.state, of: file.file, shards: shards)),
          ":now": .string(Timestamp.text(now)),
        ])
    }
    return try await store.transact(actions + tallies.actions(of: pipeline, at: now, in: store))
  }
}
