internal import MillraceJSON

/// The answer to a write: the attributes that ``ReturnValues`` asked for.
enum WrittenAttributes {
  /// nil: none were asked for, or there was no item.
  static func read(_ reader: inout JSONReader) throws(JSONError) -> DynamoDBItem? {
    var item: DynamoDBItem?
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "Attributes": item = try reader.item()
      default: try reader.skip()
      }
    }
    return item
  }
}
