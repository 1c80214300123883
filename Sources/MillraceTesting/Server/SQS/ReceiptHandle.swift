/// What a receipt handle stands for: one receive of one message of one queue.
struct ReceiptHandle: Sendable, Equatable {
  /// Tells a queue from others, and from an earlier one of the same name.
  var queue: UInt64
  var message: UInt64
  /// The message's receive count.
  var receive: Int

  var text: String { "AQEB\(String(queue, radix: 36))-\(String(message, radix: 36))-\(receive)" }

  init(queue: UInt64, message: UInt64, receive: Int) {
    (self.queue, self.message, self.receive) = (queue, message, receive)
  }

  init?(_ text: String) {
    guard text.hasPrefix("AQEB") else { return nil }
    let parts = text.dropFirst(4).split(separator: "-")
    guard parts.count == 3, let queue = UInt64(parts[0], radix: 36), let message = UInt64(parts[1], radix: 36),
      let receive = Int(parts[2])
    else { return nil }
    self.init(queue: queue, message: message, receive: receive)
  }
}
