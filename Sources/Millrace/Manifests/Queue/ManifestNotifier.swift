internal import Foundation
internal import MillraceStorage

/// Tells converters of the manifests that are to be done.
///
/// The ledger is asked what is unfinished, rather than the planner what it has planned: so a manifest whose planner died
/// before it could tell of it is told of by the next one. Telling twice does no harm.
actor ManifestNotifier {
  /// After so long without anyone taking a manifest it is told of again: the message may have been lost.
  private static let patience: TimeInterval = 300
  /// Manifests that are looked at.
  private static let limit = 200

  private let pipeline: String
  private let queue: any MessageQueue
  private let ledger: any Ledger
  private let clock: any WallClock
  /// When each manifest was told of last.
  private var told: [String: Date] = [:]
  private var isFIFO: Bool?

  init(pipeline: String, queue: any MessageQueue, ledger: any Ledger, clock: any WallClock) {
    self.pipeline = pipeline
    self.queue = queue
    self.ledger = ledger
    self.clock = clock
  }

  /// Sends a message for each manifest that nobody has been told of.
  ///
  /// - Throws: `LedgerError`, `QueueError`. What could not be sent is sent with the next call.
  func tell() async throws {
    let now = clock.now
    let unfinished = try await ledger.unfinishedManifests(of: pipeline, limit: Self.limit)
    let due = unfinished.filter { manifest in
      if let lease = manifest.lease, lease.expiresAt > now { return false }
      if let told = told[manifest.id] { return now.timeIntervalSince(told) >= Self.patience }
      return true
    }
    told = told.filter { entry in unfinished.contains { $0.id == entry.key } }
    for batch in stride(from: 0, to: due.count, by: QueueLimits.batchCount) {
      try await send(Array(due[batch..<min(due.count, batch + QueueLimits.batchCount)]), now)
    }
  }

  private func send(_ manifests: [ManifestSummary], _ now: Date) async throws {
    let outcomes = try await queue.send(try await messages(manifests, now))
    for (manifest, outcome) in zip(manifests, outcomes) {
      switch outcome {
      case .sent: told[manifest.id] = now
      case .failed(let error): throw error
      }
    }
  }

  private func messages(_ manifests: [ManifestSummary], _ now: Date) async throws -> [OutgoingMessage] {
    let isFIFO = if let isFIFO { isFIFO } else { try await queue.attributes().isFIFO }
    self.isFIFO = isFIFO
    return manifests.map { manifest in
      let folder = manifest.partition.isEmpty ? "" : "\(manifest.partition)/"
      var message = OutgoingMessage(body: ManifestNotice.body(manifest, plan: "\(folder)\(manifest.id).json"))
      if isFIFO {
        // Manifests need no order among themselves.
        message.group = manifest.id
        message.deduplicationID = "\(manifest.id)-\(Int64(now.timeIntervalSince1970 * 1000))"
      }
      return message
    }
  }
}
