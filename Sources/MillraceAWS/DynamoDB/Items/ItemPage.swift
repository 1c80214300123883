internal import MillraceJSON

/// Part of the answer to a query or scan: at most 1 MB of items are looked at for each.
package struct ItemPage: Sendable, Equatable {
  package var items: [DynamoDBItem] = []
  /// How many items matched; without the items themselves, where only their number was asked for.
  package var count = 0
  /// Where the next page starts; nil: there is none. A page can be empty and have a next one.
  package var next: DynamoDBItem?

  init(from reader: inout JSONReader) throws(JSONError) {
    var page = ItemPage()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "Items": page.items = try reader.items()
      case "Count": page.count = try reader.integer()
      case "LastEvaluatedKey": page.next = reader.isNull ? try reader.nothing() : try reader.item()
      default: try reader.skip()
      }
    }
    self = page
  }

  private init() {}
}

extension JSONReader {
  /// Passes over the next value, which counts as absent.
  mutating func nothing<Value>() throws(JSONError) -> Value? {
    try skip()
    return nil
  }
}
