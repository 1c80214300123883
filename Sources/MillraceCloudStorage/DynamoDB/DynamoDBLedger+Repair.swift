import Foundation
import MillraceAWS
import MillraceStorage

extension DynamoDBLedger {
  /// Finishes, now and then, what processes that have died left half done: files being entered, manifests being closed.
  /// Plans are taken back by who plans next in their partition.
  func repairIfDue(_ pipeline: String) async throws {
    guard isRepairDue(of: pipeline) else { return }
    let now = now
    for item in try await store.query(ControlKey.batches(pipeline), in: .control)
    where item.date("until").map({ $0 <= now }) ?? true {
      guard let batch = FileBatch(item) else { throw damaged("a batch of files") }
      _ = try await perform(batch)
    }
    for item in try await store.query(ControlKey.unsettled(pipeline), in: .control)
    where item.date("until").map({ $0 <= now }) ?? true {
      guard let unsettled = UnsettledManifest(item, of: pipeline) else { throw damaged("a closed manifest") }
      try await settle(unsettled)
    }
  }

  /// Tells the files of a closed manifest what became of it. Can be done again, and by several at once: a file that is told,
  /// or in another manifest since, is left alone.
  func settle(_ unsettled: UnsettledManifest) async throws {
    guard let closed = try await find(unsettled.number, of: unsettled.pipeline), closed.summary.state != .unfinished
    else { throw damaged("a manifest that was closed") }
    let inputs = try await inputs(closed.number, of: unsettled.pipeline)
    let list = ChunkedList(
      partition: ControlKey.outcomes(unsettled.token, of: unsettled.pipeline), store: store)
    let outcomes = closed.summary.state == .failed ? [] : try await list.read()
    let changes = try changes(of: inputs, closed, outcomes)
    _ = try await store.concurrently(changes) { [self] change in
      try await store.update(
        FileItem.key(
          of: change.file, pipeline: unsettled.pipeline, partition: closed.summary.partition, shards: shards),
        in: .files, change.expression, if: "#manifest_number = :number AND #status = :manifested",
        change.values.merging([
          ":number": .number(closed.number), ":now": .string(Timestamp.text(closed.summary.updatedAt)),
          ":status": .string(FileItem.status(change.state, of: change.file, shards: shards)),
          ":manifested": .string(FileItem.status(.manifested, of: change.file, shards: shards)),
        ]) { $1 })
    }
    if closed.summary.state != .dissolved {
      _ = try await store.put(metrics(of: closed, unsettled), in: .metrics)
    }
    // In this order: without the outcomes it could not be settled once more.
    _ = try await store.delete(unsettled.key, from: .control)
    if !outcomes.isEmpty { try await list.delete() }
  }

  /// What is to be written into a file's item.
  private struct FileChange: Sendable {
    var file: FileVersion
    var state: FileState
    var expression: String
    var values: DynamoDBItem
  }

  private func changes(
    of inputs: [FileVersion], _ closed: ManifestItem, _ outcomes: [[AttributeValue]]
  ) throws -> [FileChange] {
    let set = "SET #status = :status, #updated_at = :now"
    let attempts: DynamoDBItem = [":attempts": .number(closed.summary.failures)]
    switch closed.summary.state {
    case .completed, .unfinished:
      guard outcomes.count == inputs.count else { throw damaged("counts of manifest \(closed.summary.id)") }
      let expiry = Int64((closed.summary.updatedAt + store.options.completedRetention).timeIntervalSince1970)
      return zip(inputs, outcomes).map { file, counts in
        FileChange(
          file: file, state: .completed,
          expression: set + ", #rows = :rows, #bad_records = :bad, #ttl = :ttl REMOVE #error_message",
          values: [":rows": counts[0], ":bad": counts.last ?? 0, ":ttl": .number(expiry)])
      }
    case .failed:
      let values = attempts.merging([":reason": .string(closed.summary.reason ?? "")]) { $1 }
      return inputs.map { file in
        FileChange(
          file: file, state: .failed, expression: set + ", #error_message = :reason ADD #attempts :attempts",
          values: values)
      }
    case .dissolved:
      return dissolved(inputs, outcomes, set: set, attempts: attempts)
    }
  }

  private func dissolved(
    _ inputs: [FileVersion], _ outcomes: [[AttributeValue]], set: String, attempts: DynamoDBItem
  ) -> [FileChange] {
    let refused = Dictionary(
      outcomes.compactMap { outcome in outcome.first?.integer.map { (Int($0), outcome) } },
      uniquingKeysWith: { first, _ in first })
    return inputs.enumerated().map { index, file in
      if let outcome = refused[index], outcome.count == 3, let state = outcome[1].text.flatMap(FileState.init) {
        return FileChange(
          file: file, state: state, expression: set + ", #error_message = :reason ADD #attempts :attempts",
          values: attempts.merging([":reason": outcome[2]]) { $1 })
      }
      return FileChange(
        file: file, state: .pending,
        expression: set + " REMOVE #manifest_number, #job_run_id, #manifest_path ADD #attempts :attempts",
        values: attempts)
    }
  }

  private func metrics(of closed: ManifestItem, _ unsettled: UnsettledManifest) -> DynamoDBItem {
    let summary = closed.summary
    let seconds = max(0, summary.updatedAt.timeIntervalSince(unsettled.startedAt))
    let expiry = summary.updatedAt + store.options.manifestRetention
    return .item([
      "metric_date": .string(Timestamp.day(summary.updatedAt)), "metric_type": .string("job_run#\(summary.id)"),
      "job_name": .string(summary.pipeline), "state": .string(summary.state == .completed ? "SUCCEEDED" : "FAILED"),
      "execution_time_seconds": .number((seconds * 1_000).rounded() / 1_000), "dpu_seconds": 0,
      "estimated_cost_usd": .number(seconds / 3_600 * store.options.workerCostPerHour),
      "worker_type": "millrace", "number_of_workers": 1, "worker": .string(unsettled.owner),
      "partition": .string(summary.partition), "files": .number(summary.files), "bytes_in": .number(summary.inputBytes),
      "bytes_out": .number(summary.outputs.reduce(0) { $0 + $1.size }), "rows": .number(summary.rows),
      "bad_records": .number(summary.badRecords), "error_message": summary.reason.map { .string($0) },
      "ttl": .number(Int64(expiry.timeIntervalSince1970)),
    ])
  }
}
