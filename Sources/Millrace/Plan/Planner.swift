internal import MillraceConversion
internal import Foundation
internal import MillraceStorage

/// Groups waiting files into manifests: by partition, the oldest partition first.
///
/// A manifest is closed when enough bytes wait, when the oldest file has waited long enough (whether or not anything else
/// arrives), or when the run ends.
struct Planner: Sendable {
  /// What one look at the waiting files came to.
  struct Outcome: Sendable {
    var planned: [Manifest] = []
    /// When the next partition comes of age; `nil` where nothing waits.
    var nextAge: Date?
    /// Whether more could be planned, once what is planned has been worked on.
    var isHeldBack = false
  }

  /// How many manifests may wait for work. Few, since a later manifest has the columns that an earlier one has found.
  private static let ahead = 8
  /// A manifest of so many files is full, however small they are.
  private static let maximumFiles = 10_000

  let pipeline: String
  let batch: PipelineConfiguration.Batch
  let ledger: any Ledger
  let schemas: SchemaChooser
  let clock: any WallClock

  /// Plans what is ripe.
  ///
  /// - Parameter flush: whether everything that waits is ripe.
  func plan(flush: Bool) async throws -> Outcome {
    var outcome = Outcome()
    let partitions = try await ledger.pendingPartitions(of: pipeline).sorted { $0.partition < $1.partition }
    if partitions.isEmpty { return outcome }
    let age = TimeInterval(batch.age.components.seconds) + Double(batch.age.components.attoseconds) * 1e-18
    var room = try await self.room()
    for partition in partitions {
      let due = partition.oldest.addingTimeInterval(age)
      let isRipe = flush || due <= clock.now
      if !isRipe { outcome.nextAge = min(outcome.nextAge ?? due, due) }
      let isFull = partition.bytes >= batch.size || partition.count >= Self.maximumFiles
      let triggers: [ManifestTrigger] = (isFull ? [.size] : []) + (flush ? [.flush] : isRipe ? [.age] : [])
      for trigger in triggers {
        while room > 0, let manifest = try await plan(partition.partition, trigger) {
          outcome.planned.append(manifest)
          room -= 1
        }
      }
      if room == 0 {
        outcome.isHeldBack = true
        break
      }
    }
    return outcome
  }

  /// Plans what waits in one partition at once, since some of it had been planned before.
  func replan(_ partition: String) async throws -> Manifest? {
    try await plan(partition, .flush)
  }

  private func plan(_ partition: String, _ trigger: ManifestTrigger) async throws -> Manifest? {
    let schema = try await schemas.current()
    return try await ledger.plan(
      PlanRequest(
        pipeline: pipeline, partition: partition, schemaVersion: schema.version, trigger: trigger,
        targetBytes: batch.size, maximumFiles: Self.maximumFiles))
  }

  /// How many more manifests may wait.
  private func room() async throws -> Int { max(0, Self.ahead - (try await ready())) }

  /// How many manifests wait for work. Those that are being worked on, or wait for their next attempt, do not count.
  func ready() async throws -> Int {
    let now = clock.now
    let unfinished = try await ledger.unfinishedManifests(of: pipeline, limit: 10 * Self.ahead)
    return unfinished.count { manifest in
      (manifest.lease?.expiresAt ?? .distantPast) <= now && (manifest.notBefore ?? .distantPast) <= now
    }
  }
}
