/// Orders the events of one key: hexadecimal, the shorter one padded with zeros on its right before comparing.
/// (Amazon S3 User Guide, “Event message structure”.)
struct S3Sequencer: Sendable, Hashable {
  private let digits: [UInt8]

  /// Nil where the text is not hexadecimal: then it orders nothing.
  init?(_ text: String) {
    var digits = text.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case 48...57: byte - 48
      case 65...70: byte - 55
      case 97...102: byte - 87
      default: nil
      }
    }
    guard !digits.isEmpty, digits.count == text.utf8.count, digits.count <= 64 else { return nil }
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
  }
}

extension S3Sequencer: Comparable {
  static func < (left: S3Sequencer, right: S3Sequencer) -> Bool {
    // Without zeros at their ends, the shorter of two that begin alike is the smaller one.
    left.digits.lexicographicallyPrecedes(right.digits)
  }
}
