import Foundation
import Millrace
import MillraceStorage

/// What became of a file whose pipeline claims its files; printed by `where --json` as it stands.
struct StandingFacts: Encodable {
  var address: String
  var version: String
  var bytes: Int64
  /// `unknown`: found by no run so far; `held`: someone works on it; `lapsed`: someone has died over it; `done`.
  var state: String
  /// Since when it is done.
  var doneAt: Date?
  /// Where its records are.
  var output: String?
  /// What begins the `millrace-id` of each of its messages.
  var messageID: String
  var owner: String?
  var heldUntil: Date?
  /// Records that are known to be sent, while the file is being loaded.
  var recordsSent: Int?
  /// Why it is in quarantine.
  var quarantineReason: String?

  init(_ standing: FileStanding, quarantined: FileEntry?, now: Date = Date()) {
    address = standing.address
    version = standing.version
    bytes = standing.bytes
    messageID = standing.id
    recordsSent = standing.recordsSent
    quarantineReason = quarantined?.reason
    switch standing.state {
    case .unknown: state = "unknown"
    case .held(let held):
      state = held.expiresAt > now ? "held" : "lapsed"
      owner = held.owner
      heldUntil = held.expiresAt
    case .done(let place, let time):
      state = quarantined == nil ? "done" : "quarantined"
      doneAt = time
      output = quarantined == nil ? place : nil
    }
  }

  var text: String {
    let since = doneAt.map { ", since \($0.formatted(.iso8601))" } ?? ""
    var lines = ["\(address): \(state), \(Quantity.bytes(bytes))\(since)"]
    if let output { lines.append("  output: \(output), messages \(messageID)-…") }
    if let owner, let heldUntil { lines.append("  held by \(owner) until \(heldUntil.formatted(.iso8601))") }
    if let recordsSent { lines.append("  sent so far: \(Quantity.counted(recordsSent, "record"))") }
    if let quarantineReason { lines.append("  reason: \(quarantineReason)") }
    return lines.joined(separator: "\n")
  }
}

extension PipelineLedger {
  /// What is known of a file at the version that is there now; nil where it is not there.
  ///
  /// - Parameter input: a path, a name within the source folder, or the address or key of an object.
  func standing(of input: String) async throws -> StandingFacts? {
    for key in keys(of: input) {
      guard
        let standing = try await FileStanding.find(key, of: configuration, ledger: ledger, storage: storage)
      else { continue }
      return StandingFacts(standing, quarantined: try await entry(of: standing))
    }
    return nil
  }

  /// The entry of a file in quarantine, if it has one.
  private func entry(of standing: FileStanding) async throws -> FileEntry? {
    guard let quarantine = try await quarantine() else { return nil }
    let file = FileVersion(address: standing.address, version: standing.version, size: standing.bytes)
    let key = try quarantine.key(of: file, partition: "files", pipeline: configuration.name)
    return try await quarantine.store.head(key) == nil ? nil : try await quarantine.file(in: key)
  }

  /// The keys that an input may stand for, within the source.
  private func keys(of input: String) -> [String] {
    if case .s3Events = configuration.source { return [input] }
    guard let folder = configuration.directory?.path else {
      let key = input.hasPrefix("s3://") ? input.dropFirst(5).drop { $0 != "/" }.dropFirst() : input[...]
      return [String(key)]
    }
    let here = URL(fileURLWithPath: input).standardizedFileURL.path
    return [here.hasPrefix(folder + "/") ? String(here.dropFirst(folder.count + 1)) : input]
  }
}
