import Foundation
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

/// A process ends before its first write, before its second, and so on; another one comes and finds what it has left.
@Suite(.enabled(if: MotoServer.isInstalled, "needs moto for Python"))
struct DynamoDBLedgerCrashTests {
  private let pipeline = "events"
  private let files = (0..<4).map {
    NewFile(file: FileVersion(address: "/in/\($0)", version: "1", size: 100), partition: "day \($0 / 3)")
  }

  @Test func nothingIsLostOrDoneTwiceWhereverAProcessEnds() async throws {
    try await endEverywhere { ledger in
      _ = try await ledger.register(files, in: pipeline)
      try await planAll(with: ledger)
      try await completeAll(with: ledger)
    } recover: { ledger in
      _ = try await ledger.register(files, in: pipeline)
      return files.map { _ in .completed }
    }
  }

  @Test func refusedFilesStayOutWhereverAProcessEnds() async throws {
    let refused = FileRejection(file: files[1].file, refusal: Refusal(.quarantined, reason: "bad"))
    try await endEverywhere { ledger in
      _ = try await ledger.register(files, in: pipeline)
      try await planAll(with: ledger)
      let claimed = try #require(try await ledger.claimManifest(of: pipeline, owner: "a", for: 60))
      _ = try await ledger.reject([refused], from: claimed.lease)
    } recover: { ledger in
      _ = try await ledger.register(files, in: pipeline)
      return nil
    }
  }

  @Test func whatHasFailedCanBeSentRoundAgainWhereverAProcessEnds() async throws {
    try await endEverywhere { ledger in
      _ = try await ledger.register(files, in: pipeline)
      try await planAll(with: ledger)
      let claimed = try #require(try await ledger.claimManifest(of: pipeline, owner: "a", for: 60))
      _ = try await ledger.fail(claimed.lease, reason: "dead", disposition: .dead)
    } recover: { ledger in
      _ = try await ledger.register(files, in: pipeline)
      _ = try await ledger.pendingPartitions(of: pipeline)
      _ = try await ledger.redrive(RedriveSelection(), in: pipeline)
      return files.map { _ in .completed }
    }
  }

  /// - Parameter recover: what the next process does first; the states that the files must have in the end, nil: completed, or
  ///   quarantined where the ledger counts one so.
  private func endEverywhere(
    _ work: (DynamoDBLedger) async throws -> Void, recover: (DynamoDBLedger) async throws -> [FileState]?
  ) async throws {
    var number = 0
    var hasEnded = true
    while hasEnded {
      number += 1
      let clock = ManualClock()
      let table = MotoTables.newName()
      _ = try await MotoTables.ledger(table, clock: clock)
      let end = EndOfProcess(beforeWrite: number)
      var options = DynamoDBOptions()
      // One write at a time, so that each place is met.
      options.concurrency = 1
      options.beforeWrite = { try end.check() }
      if let ledger = try? await MotoTables.ledger(table, clock: clock, options: options) {
        do { try await work(ledger) } catch is InjectedFault {}
      }
      hasEnded = end.hasCome
      clock.advance(by: 1_000)
      let next = try await MotoTables.ledger(table, clock: clock)
      let expected = try await recover(next)
      try await planAll(with: next)
      try await completeAll(with: next)
      try await expect(expected, in: next, number)
    }
    #expect(number > 15)
  }

  private func expect(_ expected: [FileState]?, in ledger: DynamoDBLedger, _ number: Int) async throws {
    var states: [FileState] = []
    for file in files {
      let versions = try await ledger.versions(of: file.file.address, in: nil)
      #expect(versions.count == 1)
      states += versions.map(\.state)
    }
    let counts = try await ledger.counts(of: pipeline)
    for state in FileState.allCases {
      #expect(counts[state].files == states.count { $0 == state }, "write \(number): \(state)")
    }
    #expect(counts.isIdle, "write \(number): \(counts)")
    if let expected { #expect(states == expected, "write \(number)") }
    #expect(states.allSatisfy { $0 == .completed || $0 == .quarantined })
    let totals = try #require(try await ledger.totals(of: pipeline))
    #expect(totals.rows == 10 * Int64(counts[.completed].files), "write \(number)")
    #expect(try await ledger.pendingPartitions(of: pipeline) == [])
  }

  private func planAll(with ledger: DynamoDBLedger) async throws {
    for partition in ["day 0", "day 1"] {
      let request = PlanRequest(pipeline: pipeline, partition: partition, schemaVersion: 1, trigger: .flush)
      while try await ledger.plan(request) != nil {}
    }
  }

  private func completeAll(with ledger: DynamoDBLedger) async throws {
    while let claimed = try await ledger.claimManifest(of: pipeline, owner: "b", for: 60) {
      let counts = claimed.manifest.inputs.map { _ in InputCounts(rows: 10, badRecords: 0) }
      _ = try await ledger.complete(claimed.lease, with: ManifestResult(outputs: [], inputs: counts))
    }
  }
}

/// Lets a number of writes pass, and none after them.
private final class EndOfProcess: Sendable {
  private let remaining: Mutex<Int>

  init(beforeWrite number: Int) {
    remaining = Mutex(number)
  }

  var hasCome: Bool { remaining.withLock { $0 <= 0 } }

  func check() throws {
    let isOver = remaining.withLock { remaining in
      remaining -= 1
      return remaining <= 0
    }
    if isOver { throw InjectedFault() }
  }
}
