import MillraceAWS

/// The keys of the items in the tables of control and items. `#` keeps their parts apart.
enum ControlKey {
  static let settings = DynamoDBItem.key("ledger", "settings")
  static let pipelines = "pipelines"

  static func pipeline(_ name: String) -> DynamoDBItem { .key(pipelines, name) }
  /// Running totals, over a few items, since one takes only so many writes.
  static func totals(_ pipeline: String) -> String { "totals#\(keyPart(pipeline))" }
  /// What is pending, by partition and over a few items each.
  static func waiting(_ pipeline: String) -> String { "waiting#\(keyPart(pipeline))" }
  static func sequence(_ name: String, of pipeline: String) -> DynamoDBItem {
    .key("sequence#\(keyPart(pipeline))", name)
  }
  /// Files that are being entered: a log that is written ahead.
  static func batches(_ pipeline: String) -> String { "batches#\(keyPart(pipeline))" }
  /// The manifest that is being planned in a partition. There is one at a time.
  static func intent(_ partition: String, of pipeline: String) -> DynamoDBItem {
    .key("planning#\(keyPart(pipeline))", "#\(partition)")
  }
  /// Unfinished manifests, by number.
  static func open(_ pipeline: String) -> String { "open#\(keyPart(pipeline))" }
  /// Completed, failed and dissolved ones.
  static func closed(_ pipeline: String) -> String { "closed#\(keyPart(pipeline))" }
  /// Closed ones whose files have not all been told.
  static func unsettled(_ pipeline: String) -> String { "unsettled#\(keyPart(pipeline))" }
  /// The number of a manifest by its id.
  static func digest(_ id: String, of pipeline: String) -> DynamoDBItem { .key("digests#\(keyPart(pipeline))", id) }
  static func schemas(_ dataset: String) -> String { "schemas#\(dataset)" }
  static func checkpoint(_ name: String, of pipeline: String) -> DynamoDBItem {
    .key("checkpoints#\(keyPart(pipeline))", "#\(name)")
  }

  // MARK: In the table of items

  /// The known versions of an address.
  static func known(_ address: String, of pipeline: String) -> String {
    "file#\(FileItem.digest(pipeline, address))"
  }
  static func known(_ address: String, version: String, of pipeline: String) -> DynamoDBItem {
    .key(known(address, of: pipeline), FileItem.digest(version))
  }
  static func inputs(_ number: Int64, of pipeline: String) -> String { "inputs#\(keyPart(pipeline))#\(number)" }
  /// What became of each input, as the holder of a lease says.
  static func outcomes(_ token: Int64, of pipeline: String) -> String { "outcomes#\(keyPart(pipeline))#\(token)" }
  static func claim(_ item: String, of pipeline: String) -> DynamoDBItem {
    let whole = "claim#\(keyPart(pipeline))#\(item)"
    // A partition key holds 2,048 bytes.
    return .key(whole.utf8.count <= 2_000 ? whole : "claim#\(FileItem.digest(pipeline, item))", "claim")
  }
}
