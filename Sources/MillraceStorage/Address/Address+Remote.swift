extension Address {
  /// Reads an address that leads to a service; nil where the scheme is none of those.
  static func remote(_ scheme: String, _ rest: String, in text: String) throws -> Address? {
    switch scheme {
    case "s3": return try bucket(rest, in: text)
    case "sqs": return try named(.sqs, rest, in: text, example: "sqs:my-queue")
    case "sns": return try named(.sns, rest, in: text, example: "sns:my-topic")
    case "dynamodb": return try named(.dynamodb, rest, in: text, example: "dynamodb:my-table")
    case "http": return try web(.http, rest, in: text)
    case "https": return try web(.https, rest, in: text)
    case "arn": return try resource(text)
    case "redis", "rediss": return try redis(scheme, rest, in: text)
    default: return nil
    }
  }

  private static func bucket(_ rest: String, in text: String) throws -> Address {
    let parts = rest.split(separator: "/", omittingEmptySubsequences: true)
    guard let bucket = parts.first else { throw incomplete(text, example: "s3://my-bucket/my-prefix") }
    guard (3...63).contains(bucket.utf8.count), bucket.utf8.allSatisfy(isOfBucket) else {
      throw AddressError(
        code: .malformed,
        message: "“\(bucket)” in “\(text)” cannot be a bucket: its name is 3 to 63 lower-case letters, digits, dots "
          + "and dashes.")
    }
    return Address(scheme: .s3, path: parts.joined(separator: "/"))
  }

  private static func isOfBucket(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || ".-".utf8.contains(byte)
  }

  private static func named(_ scheme: Scheme, _ rest: String, in text: String, example: String) throws -> Address {
    let name = rest.hasPrefix("//") ? String(rest.dropFirst(2)) : rest
    if name.isEmpty { throw incomplete(text, example: example) }
    return Address(scheme: scheme, path: name)
  }

  /// `arn:partition:service:region:account:resource`
  private static func resource(_ text: String) throws -> Address {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !parts[5].isEmpty else {
      throw incomplete(text, example: "arn:aws:sqs:eu-central-1:123456789012:my-queue")
    }
    switch parts[2] {
    case "sqs": return Address(scheme: .sqs, path: text)
    case "sns": return Address(scheme: .sns, path: text)
    case "s3": return try bucket(String(parts[5]), in: text)
    default:
      throw AddressError(
        code: .unknownScheme,
        message: "“\(text)” is an ARN of \(parts[2]); those of sqs, sns and s3 can be used here.")
    }
  }

  private static func web(_ scheme: Scheme, _ rest: String, in text: String) throws -> Address {
    guard rest.hasPrefix("//"), let first = rest.dropFirst(2).first, first != "/" else {
      throw incomplete(text, example: "\(scheme.rawValue)://host/folder/")
    }
    return Address(scheme: scheme, path: String(rest.dropFirst(2)))
  }

  private static func redis(_ scheme: String, _ rest: String, in text: String) throws -> Address {
    let (place, fragment) = splitFragment(rest.hasPrefix("//") ? String(rest.dropFirst(2)) : "")
    guard !place.isEmpty else { throw incomplete(text, example: "redis://localhost:6379/0#my-ledger") }
    return Address(scheme: scheme == "redis" ? .redis : .rediss, path: place, fragment: fragment)
  }

  /// What stands before and behind the last `#`.
  static func splitFragment(_ text: String) -> (String, String?) {
    guard let hash = text.lastIndex(of: "#") else { return (text, nil) }
    let fragment = String(text[text.index(after: hash)...])
    return (String(text[..<hash]), fragment.isEmpty ? nil : fragment)
  }

  private static func incomplete(_ text: String, example: String) -> AddressError {
    AddressError(code: .malformed, message: "“\(text)” is not complete; write it as in “\(example)”.")
  }
}
