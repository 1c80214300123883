/// Bodies of messages as S3 writes them.
enum EventBodies {
  /// A record that tells of a new object, with its key form-encoded.
  static func created(_ key: String, in bucket: String, etag: String? = nil, size: Int? = nil) -> String {
    let encoded = key.utf8.map { byte -> String in
      if byte == 32 { return "+" }
      let isPlain = (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 46
      return isPlain ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }.joined()
    let more = (etag.map { ",\"eTag\":\"\($0)\"" } ?? "") + (size.map { ",\"size\":\($0)" } ?? "")
    let object = #"{"key":"\#(encoded)"\#(more)}"#
    return #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"\#(bucket)"},"object":\#(object)}}"#
  }

  /// A message of some records.
  static func message(_ records: [String]) -> String { "{\"Records\":[\(records.joined(separator: ","))]}" }
}
