/// A bucket: its objects, the uploads that are under way, and where it sends events.
struct S3Bucket: Sendable {
  let name: String
  /// Milliseconds since 1970.
  let created: Int64
  var objects = ObjectIndex()
  var uploads: [String: S3Upload] = [:]
  var notifications = NotificationConfiguration()

  /// Lower-case letters, digits, dots and hyphens, 3–63 of them, no address.
  /// Source: Amazon S3, "General purpose bucket naming rules".
  static func isValid(name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard 3...63 ~= bytes.count, let first = bytes.first, let last = bytes.last, isAlphanumeric(first),
      isAlphanumeric(last), !name.contains(".."), !name.hasPrefix("xn--"), !name.hasSuffix("-s3alias")
    else { return false }
    let isAddress = name.split(separator: ".").count == 4 && bytes.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E }
    return !isAddress
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
