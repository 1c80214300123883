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
    for (title, id) in [("group", group), ("deduplication id", deduplicationID)] {
      if let id, let fault = OutgoingMessage.fault(inID: id) { return "its \(title) \(fault)" }
    }
    if let delay, delay < .zero || delay > QueueLimits.longestDelay { return "its delay must be 0 to 900 seconds" }
    return nil
  }

  private static func fault(inName name: String) -> String? {
    let bytes = Array(name.utf8)
    guard (1...256).contains(bytes.count) else { return "its name must have 1 to 256 characters" }
    guard bytes.allSatisfy({ isAlphanumeric($0) || "_-.".utf8.contains($0) }) else {
      return "its name may hold only letters, digits, “_”, “-” and “.”"
    }
    if name.hasPrefix(".") || name.hasSuffix(".") || name.contains("..") {
      return "its name may not begin or end with a dot, or hold two in a row"
    }
    let lowercased = name.lowercased()
    if lowercased.hasPrefix("aws.") || lowercased.hasPrefix("amazon.") { return "names that begin so are AWS's own" }
    return nil
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
    let kind = type.prefix { $0 != "." }
    switch (kind, value) {
    case ("String", .text(let text)), ("Number", .text(let text)):
      if text.isEmpty { return "its value is empty" }
      return MessageCharacters.fault(in: Array(text.utf8))
    case ("Binary", .binary(let bytes)):
      return bytes.isEmpty ? "its value is empty" : nil
    default:
      return "its type “\(type)” must begin with String, Number or Binary, and fit its value"
    }
  }
}
