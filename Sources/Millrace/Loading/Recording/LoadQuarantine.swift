internal import Foundation
internal import MillraceStorage

/// Writes down what is bad, before the ledger is told of it.
///
/// The bad records of a stretch of a file have a name that derives from the file and from where the first of them stands: a
/// stretch that is loaded again writes the same object again.
struct LoadQuarantine: Sendable {
  /// What stands for the date of a manifest's files.
  static let partition = "files"

  let store: QuarantineStore
  let pipeline: String
  let patience: Patience

  func take(_ report: FileReport) async throws {
    switch report.end {
    case .quarantined(let reason), .refused(let reason): return try await add(report.file.place, reason)
    case nil, .loaded, .givenBack, .failed, .gone, .lost: break
    }
    guard let first = report.bad.first else { return }
    try await patience.attempt("write to quarantine") {
      let name = "\(report.file.identity.text)-\(first.byteOffset)"
      let writer = try await store.stageBadRecords(
        as: try store.badRecordsKey(manifest: name, partition: Self.partition, pipeline: pipeline))
      do {
        for entry in report.bad { try writer.append(entry) }
      } catch {
        await writer.abandon()
        throw error
      }
      try await writer.publish()
    }
  }

  private func add(_ place: ObjectPlace, _ reason: String) async throws {
    _ = try await patience.attempt("write to quarantine") {
      try await store.add(
        FileEntry(
          input: FileVersion(address: place.address, version: place.version, size: place.size), pipeline: pipeline,
          partition: Self.partition, reason: reason, quarantinedAt: Date()))
    }
  }
}
