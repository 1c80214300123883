/// One attribute of a message, by which subscriptions can filter.
package struct SNSMessageAttribute: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case text(String)
    case binary([UInt8])
  }

  /// `String`, `String.Array`, `Number` or `Binary`.
  package var type: String
  package var value: Value

  package init(type: String, value: Value) {
    self.type = type
    self.value = value
  }

  func write(as name: String, to form: inout QueryForm) {
    form.append("\(name).DataType", type)
    switch value {
    case .text(let text): form.append("\(name).StringValue", text)
    case .binary(let bytes): form.append("\(name).BinaryValue", Base64.encode(bytes))
    }
  }
}
