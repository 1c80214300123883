internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// Finds out which group a record belongs to.
struct RecordGrouping {
  private let expression: JMESPath
  private var transformer: RecordTransformer
  private let area = ByteArea(capacity: 256)

  init(_ expression: JMESPath, maximumDepth: Int) {
    self.expression = expression
    transformer = RecordTransformer(RecordTransform([.select(expression)]), maximumDepth: maximumDepth)
  }

  /// The JSON text of the last record's group.
  var text: UnsafeBufferPointer<UInt8> { area.bytes }

  /// Finds the group of the record at `start`, which has been scanned before. Returns why it has none, if so.
  mutating func find(_ start: UnsafePointer<UInt8>, allowsNewlines: Bool) -> String? {
    area.count = 0
    switch transformer.apply(start, allowsNewlines: allowsNewlines, into: area) {
    case .kept: return nil
    case .failed(_, let reason): return "it has no group: \(reason)"
    case .dropped, .malformed: return "it has no group by the expression “\(expression.text)”"
    }
  }

  /// The text of a group: that of a JSON string, or any other value as it stands.
  static func name(_ text: [UInt8]) -> String {
    guard text.first == UInt8(ascii: "\""), let value = try? JSONValue(parsing: text).text else {
      return String(decoding: text, as: UTF8.self)
    }
    return value
  }
}
