import Foundation
import MillraceAWS
import MillraceStorage

/// How a change moves files between states: added to the running totals in the transaction that makes the change.
struct TallyChanges {
  /// Over how many items totals are spread: writers of the same item are in one another's way.
  static let shards = 8

  private var totals: [String: Int64] = [:]
  private var waiting: [String: StateCounts.Tally] = [:]

  mutating func add(_ change: Int64, to total: String) { totals[total, default: 0] += change }

  mutating func add(files: Int, bytes: Int64, to state: FileState, of partition: String) {
    totals["\(state.rawValue)_files", default: 0] += Int64(files)
    totals["\(state.rawValue)_bytes", default: 0] += bytes
    guard state == .pending else { return }
    waiting[partition, default: .init()].files += files
    waiting[partition, default: .init()].bytes += bytes
  }

  mutating func move(files: Int, bytes: Int64, from old: FileState, to new: FileState, of partition: String) {
    add(files: -files, bytes: -bytes, to: old, of: partition)
    add(files: files, bytes: bytes, to: new, of: partition)
  }

  /// The updates to put into a transaction.
  func actions(
    of pipeline: String, at now: Date, in store: DynamoDBStore
  ) -> [DynamoDBClient.TransactWriteItems.Action] {
    let shard = Int.random(in: 0..<TallyChanges.shards)
    var actions = [
      store.updateAction(
        .key(ControlKey.totals(pipeline), String(shard)), in: .control,
        "SET #last_activity = :now" + TallyChanges.addition(of: totals),
        TallyChanges.values(of: totals, [":now": .number(now.milliseconds)]))
    ]
    for (partition, tally) in waiting where tally != StateCounts.Tally() {
      let changes = ["files": Int64(tally.files), "bytes": tally.bytes]
      actions.append(
        store.updateAction(
          .key(ControlKey.waiting(pipeline), "\(keyPart(partition))#\(shard)"), in: .control,
          "SET #touched_at = :now, #name = :name" + TallyChanges.addition(of: changes),
          TallyChanges.values(of: changes, [":now": .number(now.milliseconds), ":name": .string(partition)])))
    }
    return actions
  }

  private static func addition(of changes: [String: Int64]) -> String {
    let names = changes.keys.sorted().filter { changes[$0] != 0 }
    return names.isEmpty ? "" : " ADD " + names.map { "#\($0) :\($0)" }.joined(separator: ", ")
  }

  private static func values(of changes: [String: Int64], _ others: DynamoDBItem) -> DynamoDBItem {
    changes.filter { $0.value != 0 }.reduce(into: others) { $0[":\($1.key)"] = .number($1.value) }
  }
}
