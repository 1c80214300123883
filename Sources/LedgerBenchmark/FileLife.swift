import MillraceStorage

/// Takes files through a ledger: registered by the thousand, planned into manifests of 286, and completed.
struct FileLife {
  private static let pipeline = "events"
  private static let partition = "2026-11-21"
  private static let fileSize: Int64 = 3_500_000
  private static let batch = 1_000

  let ledger: SQLiteLedger
  let hasRandomNames: Bool

  func run(_ numbers: Range<Int>) async throws -> LifeRates {
    let clock = ContinuousClock()
    let register = try await clock.measure { try await enter(numbers, expectNew: true) }
    let plan = try await clock.measure {
      let request = PlanRequest(
        pipeline: Self.pipeline, partition: Self.partition, schemaVersion: 1, trigger: .flush,
        targetBytes: 1_000_000_000)
      while try await ledger.plan(request) != nil {}
    }
    let complete = try await clock.measure { try await completeAll() }
    let known = try await clock.measure { try await enter(numbers, expectNew: false) }
    let rate = { (duration: Duration) in Int(Double(numbers.count) / (duration / .seconds(1))) }
    return LifeRates(
      register: rate(register), known: rate(known), plan: rate(plan), complete: rate(complete),
      whole: rate(register + plan + complete))
  }

  private func enter(_ numbers: Range<Int>, expectNew: Bool) async throws {
    for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.batch) {
      let files = (start..<min(start + Self.batch, numbers.upperBound)).map { file($0) }
      let registrations = try await ledger.register(files, in: Self.pipeline)
      precondition(registrations.allSatisfy { $0.isNew == expectNew })
    }
  }

  private func completeAll() async throws {
    while let claimed = try await ledger.claimManifest(of: Self.pipeline, owner: "benchmark", for: 60) {
      let counts = claimed.manifest.inputs.map { _ in InputCounts(rows: 7_000, badRecords: 1) }
      let output = ManifestOutput(name: "\(claimed.manifest.id).parquet", size: 200_000_000, rows: 2_000_000)
      let outcome = try await ledger.complete(
        claimed.lease, with: ManifestResult(outputs: [output], inputs: counts))
      precondition(outcome == .recorded)
    }
  }

  private func file(_ number: Int) -> NewFile {
    // An odd factor makes a permutation of the 32-bit numbers: each name once, in no order.
    let name = hasRandomNames ? UInt32(truncatingIfNeeded: number) &* 2_654_435_761 : UInt32(truncatingIfNeeded: number)
    let digits = String(name)
    let padded = String(repeating: "0", count: 10 - digits.count) + digits
    return NewFile(
      file: FileVersion(
        address: "/data/inbox/events/2026-11-21-events-\(padded).ndjson",
        version: "\(Self.fileSize)-17636880\(padded)-\(1_000_000 + number)", size: Self.fileSize),
      partition: Self.partition)
  }
}
