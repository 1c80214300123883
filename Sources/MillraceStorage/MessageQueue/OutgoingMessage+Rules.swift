extension OutgoingMessage {
  /// Why SQS would refuse this message whatever the queue is set to; nil if it would not.
  ///
  /// Source: the API reference of SendMessage, and “Amazon SQS message attributes” in the developer guide.
  package var fault: String? {
    if body.isEmpty { return "its body is empty" }
    if let fault = MessageCharacters.fault(in: body) { return fault }
    if attributes.count > QueueLimits.attributeCount {
      return "it has \(attributes.count) attributes, and \(QueueLimits.attributeCount) are allowed"
    }
    for (name, attribute) in attributes {
      if let fault = OutgoingMessage.fault(inName: name) ?? attribute.fault { return "attribute “\(name)”: \(fault)" }
    }
    if let group, let fault = OutgoingMessage.fault(inID: group) { return "its group \(fault)" }
    if let id = deduplicationID, let fault = OutgoingMessage.fault(inID: id) { return "its deduplication id \(fault)" }
    if let delay, delay < .zero || delay > QueueLimits.longestDelay { return "its delay must be 0 to 900 seconds" }
    return nil
  }

  private static func fault(inName name: String) -> String? {
    let bytes = name.utf8
    guard (1...256).contains(bytes.count) else { return "its name must have 1 to 256 characters" }
    let (dot, dash, underscore) = (UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"))
    // As if a dot stood before it, and one behind it.
    var previous = dot
    var doublesDots = false
    for byte in bytes {
      guard isAlphanumeric(byte) || byte == underscore || byte == dash || byte == dot else {
        return "its name may hold only letters, digits, “_”, “-” and “.”"
      }
      if byte == dot, previous == dot { doublesDots = true }
      previous = byte
    }
    if doublesDots || previous == dot { return "its name may not begin or end with a dot, or hold two in a row" }
    return isReserved(name) ? "names that begin so are AWS's own" : nil
  }

  private static func isReserved(_ name: String) -> Bool {
    guard name.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "a") else { return false }
    let lowercased = name.lowercased()
    return lowercased.hasPrefix("aws.") || lowercased.hasPrefix("amazon.")
  }

  /// 1 to 128 letters, digits and punctuation.
  private static func fault(inID id: String) -> String? {
    guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return "must have 1 to 128 letters, digits and punctuation characters of ASCII"
    }
    return nil
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

extension MessageAttribute {
  /// Why SQS would refuse it; nil if it would not.
  fileprivate var fault: String? {
    guard type.utf8.count <= 256 else { return "its type is longer than 256 bytes" }
    let kind = Substring(type.utf8.prefix { $0 != UInt8(ascii: ".") })
    switch (kind, value) {
    case ("String", .text(let text)), ("Number", .text(let text)):
      if text.isEmpty { return "its value is empty" }
      if text.utf8.allSatisfy({ 0x20..<0x80 ~= $0 }) { return nil }
      return MessageCharacters.fault(in: Array(text.utf8))
    case ("Binary", .binary(let bytes)):
      return bytes.isEmpty ? "its value is empty" : nil
    default:
      return "its type “\(type)” must begin with String, Number or Binary, and fit its value"
    }
  }
}
