internal import Foundation
internal import MillraceStorage

/// Enters files in the ledger. What a check has refused is in quarantine before the ledger says so.
struct FileRegister: Sendable {
  let pipeline: String
  let ledger: any Ledger
  let quarantine: QuarantineStore
  let clock: any WallClock
  let events: any EventSink

  init(pipeline: String, parts: PipelineParts, events: any EventSink) {
    self.pipeline = pipeline
    ledger = parts.ledger
    quarantine = parts.quarantine
    clock = parts.clock
    self.events = events
  }

  /// - Parameter isThere: asked of a file that has failed because it was gone, and is found again.
  func enter(
    _ entries: [NewFile], isThere: (FileVersion) async throws -> Bool = { _ in true }
  ) async throws -> IntakeReport {
    for entry in entries { try await quarantineIfRefused(entry) }
    let registrations = try await ledger.register(entries, in: pipeline)
    var batch = IntakeReport()
    for (entry, registration) in zip(entries, registrations) {
      if registration.isNew {
        batch.registered += 1
        if let refusal = entry.refusal {
          batch.quarantined += 1
          announce(entry.file, refusal)
        }
      } else if registration.state == .failed, try await comesBack(entry.file, isThere) {
        batch.registered += 1
      }
    }
    return batch
  }

  private func quarantineIfRefused(_ entry: NewFile) async throws {
    guard let refusal = entry.refusal else { return }
    let key = try quarantine.key(of: entry.file, partition: entry.partition, pipeline: pipeline)
    // An entry that is there stays as it is: it says since when.
    if try await quarantine.store.head(key) != nil { return }
    _ = try await quarantine.add(
      FileEntry(
        input: entry.file, pipeline: pipeline, partition: entry.partition, reason: refusal.reason,
        quarantinedAt: clock.now))
  }

  /// Whether a file that has failed because it was gone is there again; then it waits again.
  private func comesBack(_ file: FileVersion, _ isThere: (FileVersion) async throws -> Bool) async throws -> Bool {
    let versions = try await ledger.versions(of: file.address, in: pipeline)
    let isGone = versions.contains { $0.file == file && ($0.reason ?? "").hasPrefix(InputVerifier.gone) }
    guard isGone, try await isThere(file) else { return false }
    let selection = RedriveSelection(states: [.failed], address: file.address)
    return try await ledger.redrive(selection, in: pipeline) > 0
  }

  private func announce(_ file: FileVersion, _ refusal: Refusal) {
    events.record(
      PipelineEvent(
        .warning, "file-quarantined", "\(file.address) is quarantined: \(refusal.reason)",
        [("address", .text(file.address)), ("reason", .text(refusal.reason))]))
  }
}
