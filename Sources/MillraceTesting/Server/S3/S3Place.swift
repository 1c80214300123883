/// The bucket and key that a request names, by its path or by its host.
struct S3Place: Sendable {
  var bucket: String?
  var key: ObjectName?

  /// `BUCKET.localhost` and `BUCKET.s3.localhost` are virtual-hosted; every other host is path-style.
  init(_ request: ServerRequest) {
    let host = request.host
    let path = request.path.utf8.dropFirst()
    if let bucket = Self.virtualBucket(host) {
      self.bucket = bucket
      key = path.isEmpty ? nil : ObjectName(PercentCoding.decode(path))
      return
    }
    let slash = path.firstIndex(of: UInt8(ascii: "/"))
    let first = path[..<(slash ?? path.endIndex)]
    if first.isEmpty { return }
    bucket = String(decoding: PercentCoding.decode(first), as: UTF8.self)
    if let slash {
      let rest = path[path.index(after: slash)...]
      if !rest.isEmpty { key = ObjectName(PercentCoding.decode(rest)) }
    }
  }

  /// Source and key of `x-amz-copy-source`.
  init(copySource header: String) {
    let decoded = PercentCoding.decode(header.utf8)
    let path = decoded.first == UInt8(ascii: "/") ? decoded.dropFirst() : decoded[...]
    guard let slash = path.firstIndex(of: UInt8(ascii: "/")) else { return }
    bucket = String(decoding: path[..<slash], as: UTF8.self)
    key = ObjectName(path[(slash + 1)...])
  }

  private static func virtualBucket(_ host: String) -> String? {
    for suffix in [".s3.localhost", ".localhost"] where host.hasSuffix(suffix) {
      let bucket = String(host.dropLast(suffix.utf8.count))
      return bucket.isEmpty || bucket == "s3" ? nil : bucket
    }
    return nil
  }
}
