/// What a message is deleted with: its number, and 128 random bits of its receipt.
struct ReceiptHandle {
  var message: Int64
  var receipt: [UInt8]

  init(message: Int64, receipt: [UInt8]) {
    self.message = message
    self.receipt = receipt
  }

  /// Nil if the text was never a handle.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let message = Int64(parts[0]), parts[1].utf8.count == 32 else { return nil }
    var receipt: [UInt8] = []
    let digits = Array(parts[1].utf8)
    for index in stride(from: 0, to: 32, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else { return nil }
      receipt.append(byte)
    }
    self.init(message: message, receipt: receipt)
  }

  var text: String { "\(message)-\(hexadecimal(receipt))" }

  /// From the system's generator, which nobody can guess.
  static func newReceipt() -> [UInt8] {
    let (high, low) = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    return (0..<8).map { UInt8(truncatingIfNeeded: high >> ($0 * 8)) }
      + (0..<8).map { UInt8(truncatingIfNeeded: low >> ($0 * 8)) }
  }
}
