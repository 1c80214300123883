/// One attribute of a message.
package struct MessageAttribute: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    /// The type begins with `String` or `Number`.
    case text(String)
    /// The type begins with `Binary`.
    case binary([UInt8])
  }

  /// `String`, `Number` or `Binary`, with an optional label behind a dot.
  package var type: String
  package var value: Value

  package init(type: String, value: Value) {
    self.type = type
    self.value = value
  }

  /// An attribute of type `String`.
  package static func string(_ text: String) -> MessageAttribute { .init(type: "String", value: .text(text)) }

  /// Bytes that count towards the limits, without the name.
  package var countedBytes: Int {
    switch value {
    case .text(let text): type.utf8.count + text.utf8.count
    case .binary(let bytes): type.utf8.count + bytes.count
    }
  }
}
