internal import MillraceJSON

extension DynamoDBClient {
  /// Writes up to 100 items, of 4 MB in all, together or not at all. No two actions may concern the same item.
  package struct TransactWriteItems: JSONOperation {
    /// One action; what a write would return is not returned.
    package enum Action: Sendable {
      case put(PutItem)
      case update(UpdateItem)
      case delete(DeleteItem)
      /// Only the condition: as a delete has it, and nothing is deleted.
      case check(DeleteItem)
    }

    /// The most actions of one call.
    package static let maximumCount = 100
    package static let name = "TransactWriteItems"
    package var actions: [Action]
    /// Makes it safe to send the call again, for ten minutes; at most 36 characters. Retries depend on it, so there is one
    /// for each call unless the caller knows a better one.
    package var token: String

    package init(_ actions: [Action], token: String? = nil) {
      self.actions = actions
      self.token =
        token ?? String(UInt64.random(in: 0 ... .max), radix: 36) + String(UInt64.random(in: 0 ... .max), radix: 36)
    }

    package func write(to writer: inout JSONWriter) {
      writer.key("TransactItems")
      writer.array { writer in
        for action in actions { writer.object { action.write(to: &$0) } }
      }
      writer.member("ClientRequestToken", token)
    }

    package typealias Output = Void
  }
}

extension DynamoDBClient.TransactWriteItems.Action {
  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .put(let put):
      writer.key("Put")
      writer.object { put.write(to: &$0) }
    case .update(let update):
      writer.key("Update")
      writer.object { update.write(to: &$0) }
    case .delete(let delete):
      writer.key("Delete")
      writer.object { delete.write(to: &$0) }
    case .check(let check):
      writer.key("ConditionCheck")
      writer.object { check.write(to: &$0) }
    }
  }
}
