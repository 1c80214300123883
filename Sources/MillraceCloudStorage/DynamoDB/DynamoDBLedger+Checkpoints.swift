import MillraceAWS
import MillraceStorage

extension DynamoDBLedger {
  package func checkpoints(_ names: [String], of pipeline: String) async throws -> [String?] {
    let keys = names.map { ControlKey.checkpoint($0, of: pipeline) }
    return try await store.each(keys, from: .control).map { $0?.text("body") }
  }

  package func setCheckpoints(_ checkpoints: [(name: String, text: String)], of pipeline: String) async throws {
    if checkpoints.isEmpty { return }
    try await enter(pipeline)
    // The last of each name. A batch with two of one key is refused.
    var seen: Set<[UInt8]> = []
    let last = checkpoints.reversed().filter { seen.insert(Array($0.name.utf8)).inserted }
    let items = last.map { name, text in
      ControlKey.checkpoint(name, of: pipeline).merging(["body": .string(text)]) { $1 }
    }
    if let item = items.first, items.count == 1 {
      _ = try await store.put(item, in: .control)
    } else {
      try await store.write(items.map { .put($0) }, to: .control)
    }
  }

  package func removeCheckpoints(_ names: [String], of pipeline: String) async throws {
    let keys = DynamoDBLedger.unique(names).map { ControlKey.checkpoint($0, of: pipeline) }
    try await store.write(keys.map { .delete($0) }, to: .control)
  }
}
