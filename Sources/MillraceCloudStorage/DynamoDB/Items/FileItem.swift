import Crypto
import Foundation
import MillraceAWS
import MillraceStorage

/// One version of a file, as the table of files has it.
struct FileItem: Sendable {
  var file: FileVersion
  var pipeline: String
  var partition: String
  var state: FileState
  /// Grows in the order of entry.
  var number: Int64
  var createdAt: Date
  var updatedAt: Date
  var attempts: Int = 0
  var manifestNumber: Int64?
  var manifest: String?
  var reason: String?
  var counts: InputCounts?
  /// The batch that has entered it.
  var batch: String
}

extension FileItem {
  init?(_ item: DynamoDBItem) {
    guard let path = item.text("file_path"), let version = item.text("version"), let size = item.integer("size"),
      let pipeline = item.text("pipeline"), let partition = item.text("partition"), let number = item.integer("number"),
      let status = item.text("status")?.prefix(while: { $0 != "#" }), let state = FileState(rawValue: String(status)),
      let created = Timestamp.date(item.text("created_at")), let updated = Timestamp.date(item.text("updated_at"))
    else { return nil }
    self.init(
      file: FileVersion(address: path, version: version, size: size), pipeline: pipeline, partition: partition,
      state: state, number: number, createdAt: created, updatedAt: updated,
      attempts: Int(item.integer("attempts") ?? 0), manifestNumber: item.integer("manifest_number"),
      manifest: item.text("job_run_id"), reason: item.text("error_message"), batch: item.text("batch") ?? "")
    if let rows = item.integer("rows"), let badRecords = item.integer("bad_records") {
      counts = InputCounts(rows: rows, badRecords: badRecords)
    }
  }

  func item(shards: Int) -> DynamoDBItem {
    let megabytes = Double(file.size) / 1_000_000
    return FileItem.key(of: file, pipeline: pipeline, partition: partition, shards: shards).merging(
      .item([
        "file_path": .string(file.address), "file_size_mb": .number(megabytes),
        "status": .string(FileItem.status(state, of: file, shards: shards)), "pipeline": .string(pipeline),
        "partition": .string(partition), "version": .string(file.version), "size": .number(file.size),
        "number": .number(number), "created_at": .string(Timestamp.text(createdAt)),
        "updated_at": .string(Timestamp.text(updatedAt)), "attempts": .number(attempts),
        "error_message": reason.map { .string($0) }, "batch": .string(batch),
        "entry": .string(FileItem.entry(pipeline: pipeline, partition: partition) + ordered(number)),
      ])
    ) { first, _ in first }
  }

  /// `date_prefix` and `file_name`: the partition with the shard, and the last part of the address with a hash of pipeline,
  /// address and version, since neither names nor versions are unique.
  static func key(of file: FileVersion, pipeline: String, partition: String, shards: Int) -> DynamoDBItem {
    let name = file.address.split(separator: "/").last ?? ""
    let digest = digest(pipeline, file.address, file.version)
    return [
      "date_prefix": .string(
        sharded(partition.isEmpty ? "none" : partition, shard(of: file, shards: shards), of: shards)),
      "file_name": .string("\(clipped(name))#\(digest)"),
    ]
  }

  static func status(_ state: FileState, of file: FileVersion, shards: Int) -> String {
    sharded(state.rawValue, shard(of: file, shards: shards), of: shards)
  }

  /// All values of `status` that stand for a state.
  static func statuses(_ state: FileState, shards: Int) -> [String] {
    (0..<shards).map { sharded(state.rawValue, $0, of: shards) }
  }

  /// With what the sort key of the index begins.
  static func entry(pipeline: String, partition: String) -> String { "\(keyPart(pipeline))#\(keyPart(partition))#" }

  private static func sharded(_ text: String, _ shard: Int, of shards: Int) -> String {
    if shards == 1 { return text }
    return "\(text)#\(shard < 10 ? "0" : "")\(shard)"
  }

  private static func shard(of file: FileVersion, shards: Int) -> Int {
    if shards == 1 { return 0 }
    let byte = SHA256.hash(data: Array(file.address.utf8)).reduce(0) { $0 ^ Int($1) }
    return byte % shards
  }

  /// 96 bits of a SHA-256 over texts and their lengths, in hexadecimal.
  static func digest(_ texts: String...) -> String {
    var hash = SHA256()
    for text in texts { hash.update(data: Array("\(text.utf8.count) \(text)".utf8)) }
    return hexadecimal(hash.finalize().prefix(12))
  }

  /// A sort key holds 1,024 bytes.
  private static func clipped(_ name: some StringProtocol) -> String {
    name.utf8.count <= 900 ? String(name) : String(decoding: Array(name.utf8.prefix(900)), as: UTF8.self)
  }
}

extension FileItem {
  /// The key of a file's item, from the item by which it is known.
  static func place(_ known: DynamoDBItem) -> DynamoDBItem {
    ["date_prefix": known["date_prefix"] ?? .null, "file_name": known["file_name"] ?? .null]
  }
}
