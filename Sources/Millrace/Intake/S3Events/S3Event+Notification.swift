internal import MillraceJSON

extension S3Event {
  /// A record of a notification (Amazon S3 User Guide, “Event message structure”, versions 2.0 to 2.3).
  static func notification(_ record: JSONValue) -> Result<S3Event, S3EventFault> {
    guard let name = record["eventName"]?.text else { return .failure(S3EventFault(text: "has no “eventName”")) }
    guard let bucket = record["s3"]?["bucket"]?["name"]?.text, !bucket.isEmpty else {
      return .failure(S3EventFault(text: "has no “s3.bucket.name”"))
    }
    guard let object = record["s3"]?["object"], let key = object["key"]?.text, !key.isEmpty else {
      return .failure(S3EventFault(text: "has no “s3.object.key”"))
    }
    // MinIO writes `s3:ObjectCreated:Put`.
    let plain = name.hasPrefix("s3:") ? String(name.dropFirst(3)) : name
    let decoded = object["urlDecodedKey"]?.text ?? FormText.decoded(key)
    return .success(
      S3Event(
        kind: kind(of: plain), name: plain, form: .notification, bucket: bucket, keys: candidates(decoded, key),
        size: size(object["size"]), etag: etag(object["eTag"] ?? object["etag"]), version: version(object["versionId"]),
        sequencer: object["sequencer"]?.text.flatMap(S3Sequencer.init)))
  }

  private static func kind(of name: String) -> Kind {
    if name.hasPrefix("ObjectCreated:") { return .created }
    return name.hasPrefix("ObjectRemoved:") || name.hasPrefix("LifecycleExpiration:") ? .removed : .other
  }

  /// Two readings of a key, or one where they agree.
  static func candidates(_ likely: String?, _ other: String?) -> [String] {
    let keys = [likely, other].compactMap { $0 }.filter { !$0.isEmpty }
    guard keys.count == 2, keys[0].utf8.elementsEqual(keys[1].utf8) else { return keys }
    return [keys[0]]
  }

  static func size(_ value: JSONValue?) -> Int64? {
    (value?.integer ?? value?.text.flatMap { Int64($0) }).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Ceph and some proxies leave the quotes of the header.
  static func etag(_ value: JSONValue?) -> String? {
    guard var text = value?.text?[...] else { return nil }
    while text.first == "\"" { text = text.dropFirst() }
    while text.last == "\"" { text = text.dropLast() }
    return text.isEmpty ? nil : String(text)
  }

  static func version(_ value: JSONValue?) -> String? {
    value?.text.flatMap { $0.isEmpty || $0 == "null" ? nil : $0 }
  }
}
