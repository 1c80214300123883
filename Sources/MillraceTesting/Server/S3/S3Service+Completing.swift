internal import NIOHTTP1
internal import Synchronization

extension S3Service {
  func completeUpload(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let upload = try upload(address, request)
    let object = try S3Completion(upload: upload).object(named: request.body.content.bytes, modified: clock.now) {
      request.headers.first(name: $0.headerName)
    }
    let id = request.query["uploadId"] ?? ""
    try store(
      object, at: address, event: "ObjectCreated:CompleteMultipartUpload", conditions: request.headers
    ) { bucket in
      bucket.uploads[id] = nil
    }
    spool.account(-upload.parts.values.reduce(0) { $0 + $1.body.memoryCount })
    var response = Self.xml("CompleteMultipartUploadResult") { xml in
      xml.element("Location", request.origin + request.path)
      xml.element("Bucket", address.bucket)
      xml.element("Key", bytes: address.key.bytes)
      xml.element("ETag", "\"\(object.etag)\"")
      if let checksum = object.checksum {
        xml.element(checksum.algorithm.elementName, checksum.value)
        xml.element("ChecksumType", checksum.kind.rawValue)
      }
    }
    response.headers.append(("ETag", "\"\(object.etag)\""))
    return response
  }

  func listParts(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let upload = try upload(address, request)
    let limit = try Self.limit(request.query["max-parts"], name: "max-parts")
    let marker = request.query["part-number-marker"].flatMap { Int($0) } ?? 0
    let after = upload.parts.keys.filter { $0 > marker }.sorted()
    let page = after.prefix(limit)
    return Self.xml("ListPartsResult") { xml in
      xml.element("Bucket", address.bucket)
      xml.element("Key", bytes: address.key.bytes)
      xml.element("UploadId", request.query["uploadId"] ?? "")
      xml.element("PartNumberMarker", marker)
      if let last = page.last { xml.element("NextPartNumberMarker", last) }
      xml.element("MaxParts", limit)
      xml.element("IsTruncated", page.count < after.count)
      for number in page {
        guard let part = upload.parts[number] else { continue }
        xml.element("Part") { xml in
          xml.element("PartNumber", number)
          xml.element("LastModified", CalendarTime(milliseconds: part.modified).extended)
          xml.element("ETag", "\"\(part.etag)\"")
          xml.element("Size", part.body.count)
          if let checksum = part.checksum { xml.element(checksum.algorithm.elementName, checksum.value) }
        }
      }
    }
  }

  /// All uploads that are under way, in order of their keys; paged by key and upload id.
  func listUploads(_ bucket: String, _ query: QueryParameters) throws(ServiceError) -> ServerResponse {
    guard let uploads = state.withLock({ $0.buckets[bucket]?.uploads }) else { throw S3Error.noSuchBucket(bucket) }
    let limit = try Self.limit(query["max-uploads"], name: "max-uploads")
    let (prefix, text) = (ObjectName(query["prefix"] ?? ""), try KeyText(query))
    let marker = (ObjectName(query["key-marker"] ?? ""), query["upload-id-marker"])
    let found = uploads.filter { id, upload in
      guard upload.key.hasPrefix(prefix) else { return false }
      return upload.key > marker.0 || (upload.key == marker.0 && (marker.1.map { id > $0 } ?? false))
    }.sorted { $0.value.key == $1.value.key ? $0.key < $1.key : $0.value.key < $1.value.key }
    let page = found.prefix(limit)
    return Self.xml("ListMultipartUploadsResult") { xml in
      xml.element("Bucket", bucket)
      xml.element("KeyMarker", bytes: text.encode(marker.0))
      xml.element("UploadIdMarker", marker.1 ?? "")
      if page.count < found.count, let last = page.last {
        xml.element("NextKeyMarker", bytes: text.encode(last.value.key))
        xml.element("NextUploadIdMarker", last.key)
      }
      xml.element("Prefix", bytes: text.encode(prefix))
      if text.isEncoded { xml.element("EncodingType", "url") }
      xml.element("MaxUploads", limit)
      xml.element("IsTruncated", page.count < found.count)
      for (id, upload) in page {
        xml.element("Upload") { xml in
          xml.element("Key", bytes: text.encode(upload.key))
          xml.element("UploadId", id)
          Self.writeOwner("Initiator", to: &xml)
          Self.writeOwner("Owner", to: &xml)
          xml.element("StorageClass", "STANDARD")
          xml.element("Initiated", CalendarTime(milliseconds: upload.started).extended)
        }
      }
    }
  }
}
