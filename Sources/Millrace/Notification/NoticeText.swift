internal import MillraceConversion
internal import MillraceJSON

/// The bodies of messages to topics.
enum NoticeText {
  /// JSON in the characters that SQS and SNS take: U+FFFE and U+FFFF are escaped.
  static func text(_ document: JSONObject) -> [UInt8] {
    let bytes = JSONValue.object(document).bytes
    guard bytes.contains(0xEF) else { return bytes }
    return Array(bytes)
      .replacing([0xEF, 0xBF, 0xBE], with: Array(#"\ufffe"#.utf8))
      .replacing([0xEF, 0xBF, 0xBF], with: Array(#"\uffff"#.utf8))
  }

  /// The document with as many of the columns as there is room for, in bytes.
  static func text(_ document: JSONObject, columns: [ColumnDefinition], room: Int) -> [UInt8] {
    if columns.isEmpty { return text(document) }
    var document = document
    document.append("column_count", .number(columns.count))
    let cutNote = #","columns_cut":true"#.utf8
    // Without its closing brace, which follows the columns.
    var bytes = Array(text(document).dropLast()) + Array(#","columns":["#.utf8)
    var isCut = false
    for (index, column) in columns.enumerated() {
      let entry = text(JSONObject([("name", .string(column.name)), ("type", .string(column.type.description))]))
      isCut = bytes.count + entry.count + 1 + 2 + cutNote.count > room
      if isCut { break }
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += entry
    }
    bytes.append(UInt8(ascii: "]"))
    if isCut { bytes += cutNote }
    return bytes + [UInt8(ascii: "}")]
  }
}
