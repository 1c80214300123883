internal import MillraceJSON
internal import MillraceStorage

/// What a queue of manifests tells converters: the manifest itself is in the ledger.
///
/// ```json
/// {"pipeline":"events","manifest":"5f…","partition":"2026-11-21","files":286,"bytes":1000812310,"plan":"2026-11-21/5f….json"}
/// ```
struct ManifestNotice: Equatable {
  let pipeline: String
  /// The manifest's id.
  let manifest: String

  /// Nil where the text is no notice.
  init?(_ body: [UInt8]) {
    guard let value = try? JSONValue(parsing: body, maximumDepth: 8), let pipeline = value["pipeline"]?.text,
      let manifest = value["manifest"]?.text
    else { return nil }
    self.pipeline = pipeline
    self.manifest = manifest
  }

  /// The body of the message that tells of a manifest.
  static func body(_ manifest: ManifestSummary, plan: String) -> [UInt8] {
    let value: JSONValue = [
      "pipeline": .string(manifest.pipeline), "manifest": .string(manifest.id),
      "partition": .string(manifest.partition), "files": .number(manifest.files),
      "bytes": .number(manifest.inputBytes), "plan": .string(plan),
    ]
    return value.bytes
  }
}
