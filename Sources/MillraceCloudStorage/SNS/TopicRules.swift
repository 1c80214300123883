internal import MillraceStorage

/// What SNS asks of a message beyond what SQS does.
enum TopicRules {
  /// Why SNS would refuse a message; nil if it would not.
  static func fault(in message: OutgoingMessage, isFIFO: Bool) -> String? {
    if message.delay != nil { return "topics know no delay" }
    if let subject = message.subject, let fault = fault(inSubject: subject) { return fault }
    if isFIFO { return message.group == nil ? "it has no group, which a FIFO topic needs" : nil }
    return message.deduplicationID == nil
      ? nil : "only FIFO topics, whose names end in “.fifo”, have deduplication ids"
  }

  private static func fault(inSubject subject: String) -> String? {
    let bytes = Array(subject.utf8)
    guard (1...99).contains(bytes.count) else { return "its subject must have 1 to 99 characters" }
    guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }), bytes[0] != 0x20 else {
      return "its subject may hold only printable characters of ASCII, and not begin with a space"
    }
    return nil
  }
}
