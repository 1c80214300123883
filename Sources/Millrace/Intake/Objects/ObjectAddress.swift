internal import MillraceStorage

/// Where an object is, as the ledger writes it: `s3://bucket/key`, with the key as it stands.
struct ObjectAddress {
  private static let scheme = "s3://"

  let bucket: String
  let key: ObjectKey

  /// - Throws: `StoreError` where it is none.
  init(_ text: String) throws {
    let rest = text.utf8.dropFirst(Self.scheme.utf8.count)
    guard text.hasPrefix(Self.scheme), let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
      throw StoreError(.invalidKey, "“\(text)” is not the address of an object, as in s3://bucket/key")
    }
    bucket = String(text[rest.startIndex..<slash])
    key = try ObjectKey(String(text[text.utf8.index(after: slash)...]))
  }

  static func text(bucket: String, key: String) -> String { "\(scheme)\(bucket)/\(key)" }
}
