internal import MillraceStorage

/// The names of what belongs to a manifest. All derive from its identity, so that doing it twice writes the same objects.
struct ManifestKeys {
  /// Where its rows are.
  let output: ObjectKey
  /// Where it is written down for a person to read.
  let plan: ObjectKey
  /// Where what it gave is written down.
  let record: ObjectKey

  init(_ manifest: Manifest) throws {
    let isPartitioned = !manifest.partition.isEmpty
    output = try ObjectKey((isPartitioned ? "date=\(manifest.partition)/" : "") + "\(manifest.id).parquet")
    let folder = isPartitioned ? "\(manifest.partition)/" : ""
    plan = try ObjectKey("\(folder)\(manifest.id).json")
    record = try ObjectKey("\(folder)\(manifest.id).result.json")
  }
}
