internal import Synchronization

extension S3Service {
  /// Both versions of listing: the second pages with opaque tokens, the first with the last key.
  func listObjects(_ bucket: String, _ query: QueryParameters, isSecond: Bool) throws(ServiceError) -> ServerResponse {
    let request = try listingRequest(query, isSecond: isSecond)
    let listing = state.withLock { state -> S3Listing? in
      guard var objects = state.buckets[bucket]?.objects else { return nil }
      state.buckets[bucket]?.objects = ObjectIndex()
      defer { state.buckets[bucket]?.objects = objects }
      return S3Listing(request, of: &objects)
    }
    guard let listing else { throw S3Error.noSuchBucket(bucket) }
    let text = try KeyText(query)
    return Self.xml("ListBucketResult") { xml in
      xml.element("Name", bucket)
      xml.element("Prefix", bytes: text.encode(request.prefix))
      if !request.delimiter.isEmpty { xml.element("Delimiter", bytes: text.encode(ObjectName(request.delimiter))) }
      xml.element("MaxKeys", request.limit)
      if text.isEncoded { xml.element("EncodingType", "url") }
      if isSecond {
        xml.element("KeyCount", listing.entries.count)
        Self.writeSecond(listing, query, text, to: &xml)
      } else {
        Self.writeFirst(listing, query, text, to: &xml)
      }
      xml.element("IsTruncated", listing.next != nil)
      let hasOwner = !isSecond || query["fetch-owner"] == "true"
      for entry in listing.entries { Self.write(entry, text, hasOwner: hasOwner, to: &xml) }
    }
  }

  private func listingRequest(_ query: QueryParameters, isSecond: Bool) throws(ServiceError) -> S3Listing.Request {
    var request = S3Listing.Request()
    request.prefix = ObjectName(query["prefix"] ?? "")
    request.delimiter = Array((query["delimiter"] ?? "").utf8)
    request.limit = try Self.limit(query["max-keys"], name: "max-keys")
    if isSecond, let token = query["continuation-token"] {
      guard let bytes = Base64.decode(token) else {
        throw S3Error.invalidArgument("The continuation token provided is incorrect")
      }
      request.lowerBound = ObjectName(bytes)
    } else if let after = query[isSecond ? "start-after" : "marker"], !after.isEmpty {
      let name = ObjectName(after)
      let isPrefix =
        !isSecond && !request.delimiter.isEmpty && after.utf8.reversed().starts(with: request.delimiter.reversed())
      request.lowerBound = isPrefix ? name.afterPrefixed ?? name : ObjectName(name.bytes + [0])
    }
    return request
  }

  static func limit(_ text: String?, name: String) throws(ServiceError) -> Int {
    guard let text, !text.isEmpty else { return 1000 }
    guard let number = Int(text), number >= 0, number <= Int(Int32.max) else {
      throw S3Error.invalidArgument("Argument \(name) must be an integer between 0 and 2147483647")
    }
    return min(number, 1000)
  }

  private static func writeSecond(
    _ listing: S3Listing, _ query: QueryParameters, _ text: KeyText, to xml: inout XMLWriter
  ) {
    if let token = query["continuation-token"] { xml.element("ContinuationToken", token) }
    if let after = query["start-after"] { xml.element("StartAfter", bytes: text.encode(ObjectName(after))) }
    if let next = listing.next { xml.element("NextContinuationToken", Base64.encode(next.bytes)) }
  }

  private static func writeFirst(
    _ listing: S3Listing, _ query: QueryParameters, _ text: KeyText, to xml: inout XMLWriter
  ) {
    xml.element("Marker", bytes: text.encode(ObjectName(query["marker"] ?? "")))
    guard listing.next != nil, query.contains("delimiter"), let last = listing.entries.last else { return }
    switch last {
    case .object(let key, _), .commonPrefix(let key): xml.element("NextMarker", bytes: text.encode(key))
    }
  }

  private static func write(_ entry: S3Listing.Entry, _ text: KeyText, hasOwner: Bool, to xml: inout XMLWriter) {
    switch entry {
    case .commonPrefix(let prefix):
      xml.element("CommonPrefixes") { $0.element("Prefix", bytes: text.encode(prefix)) }
    case .object(let key, let object):
      xml.element("Contents") { xml in
        xml.element("Key", bytes: text.encode(key))
        xml.element("LastModified", CalendarTime(milliseconds: object.modified).extended)
        xml.element("ETag", "\"\(object.etag)\"")
        if let checksum = object.checksum {
          xml.element("ChecksumAlgorithm", checksum.algorithm.rawValue)
          xml.element("ChecksumType", checksum.kind.rawValue)
        }
        xml.element("Size", object.body.count)
        if hasOwner { writeOwner("Owner", to: &xml) }
        xml.element("StorageClass", "STANDARD")
      }
    }
  }
}

/// How keys are written in listings: as they are, or percent-encoded so that XML can hold every one of them.
struct KeyText {
  let isEncoded: Bool

  init(_ query: QueryParameters) throws(ServiceError) {
    if let type = query["encoding-type"], type != "url" {
      throw S3Error.invalidArgument("Invalid Encoding Method specified in Request")
    }
    isEncoded = query["encoding-type"] == "url"
  }

  func encode(_ key: ObjectName) -> [UInt8] {
    if !isEncoded { return key.bytes }
    var encoded: [UInt8] = []
    PercentCoding.encode(key.bytes, keepsSlash: true, to: &encoded)
    return encoded
  }
}
