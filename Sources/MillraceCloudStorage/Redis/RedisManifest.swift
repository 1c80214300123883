import Foundation
import MillraceStorage

/// A manifest as a script describes it: its id, its fields, and perhaps its inputs.
struct RedisManifest {
  let summary: ManifestSummary
  let inputs: [FileVersion]

  /// Nil if the reply is of another form.
  init?(_ reply: RedisReply, of pipeline: String) throws {
    guard let values = reply.list, values.count >= 2, let id = values[0].text, let pairs = values[1].list else {
      return nil
    }
    var fields: [String: String] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) {
      if let name = pairs[index].text, let value = pairs[index + 1].text { fields[name] = value }
    }
    guard let summary = try RedisManifest.summary(id, of: pipeline, fields) else { return nil }
    self.summary = summary
    inputs = stride(from: 2, to: values.count, by: 3).compactMap { RedisLedger.fileVersion(values[$0...]) }
  }

  /// The manifest with its inputs.
  func manifest() throws -> Manifest {
    let manifest = Manifest(
      pipeline: summary.pipeline, partition: summary.partition, schemaVersion: summary.schemaVersion, inputs: inputs,
      trigger: summary.trigger, createdAt: summary.createdAt)
    if manifest.id != summary.id {
      throw LedgerError(.corrupt, "The files that the ledger has for manifest \(summary.id) are not its inputs.")
    }
    return manifest
  }

  private static func summary(
    _ id: String, of pipeline: String, _ fields: [String: String]
  ) throws -> ManifestSummary? {
    func number(_ name: String) -> Int64? { fields[name].flatMap { Int64($0) } }
    guard let partition = fields["partition"], let schema = number("schema"), let bytes = number("bytes"),
      let files = number("files"), let created = number("created"), let updated = number("updated"),
      let trigger = fields["trigger"].flatMap(ManifestTrigger.init(rawValue:)),
      let state = fields["state"].flatMap(ManifestState.init(rawValue:))
    else { return nil }
    var lease: Lease?
    if let owner = fields["owner"], let token = number("token"), let until = number("until") {
      lease = Lease(
        pipeline: pipeline, manifestID: id, owner: owner, token: token, expiresAt: Date(milliseconds: until))
    }
    return ManifestSummary(
      id: id, pipeline: pipeline, partition: partition, schemaVersion: Int(schema), trigger: trigger, state: state,
      files: Int(files), inputBytes: bytes, createdAt: Date(milliseconds: created),
      updatedAt: Date(milliseconds: updated), lease: lease, failures: Int(number("failures") ?? 0),
      notBefore: number("notBefore").map(Date.init(milliseconds:)), reason: fields["reason"],
      outputs: try OutputList.decode(fields["outputs"]), rows: number("rows") ?? 0, badRecords: number("bad") ?? 0,
      lapses: Int(number("lapses") ?? 0))
  }
}
