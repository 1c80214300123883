internal import MillraceJSON

/// Why one action of a transaction was in the way; the reasons are in the order of the actions.
package struct CancellationReason: Sendable, Equatable {
  /// `None`: this one was not. Otherwise `ConditionalCheckFailed`, `TransactionConflict`, `ThrottlingError`, …
  package var code: String = "None"
  package var message: String?
  /// The item that is there, where the action asked for it.
  package var item: DynamoDBItem?

  package init(code: String = "None", message: String? = nil, item: DynamoDBItem? = nil) {
    self.code = code
    self.message = message
    self.item = item
  }

  /// Whether the action's condition does not hold.
  package var isConditionFailure: Bool { code == "ConditionalCheckFailed" }

  init(from reader: inout JSONReader) throws(JSONError) {
    var reason = CancellationReason()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "Code": reason.code = try reader.optionalString() ?? "None"
      case "Message": reason.message = try reader.optionalString()
      case "Item": reason.item = reader.isNull ? try reader.nothing() : try reader.item()
      default: try reader.skip()
      }
    }
    self = reason
  }
}
