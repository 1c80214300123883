internal import Crypto
internal import NIOHTTP1

extension S3Service {
  func copyObject(_ address: ObjectAddress, _ request: ServerRequest) throws(ServiceError) -> ServerResponse {
    let source = try copySource(request)
    let replaces = request.headers.first(name: "x-amz-metadata-directive") == "REPLACE"
    let isSame = S3Place(copySource: request.headers.first(name: "x-amz-copy-source") ?? "")
    if isSame.bucket == address.bucket, isSame.key == address.key, !replaces {
      throw S3Error.invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
          + "metadata, storage class, website redirect location or encryption attributes.")
    }
    if source.body.count > Self.largestPut {
      throw S3Error.invalidRequest(
        "The specified copy source is larger than the maximum allowable size for a copy source")
    }
    var copy = source
    copy.modified = clock.now
    copy.partSizes = []
    if replaces { copy.headers = try S3ObjectHeaders.kept(from: request.headers) }
    if !source.partSizes.isEmpty { copy.etag = md5(of: source.body) }
    try store(copy, at: address, event: "ObjectCreated:Copy", conditions: request.headers)
    return Self.xml("CopyObjectResult") { xml in
      xml.element("LastModified", CalendarTime(milliseconds: copy.modified).extended)
      xml.element("ETag", "\"\(copy.etag)\"")
      if let checksum = copy.checksum { xml.element(checksum.algorithm.elementName, checksum.value) }
    }
  }

  /// The object that a copy reads, if its conditions hold.
  func copySource(_ request: ServerRequest) throws(ServiceError) -> S3Object {
    let place = S3Place(copySource: request.headers.first(name: "x-amz-copy-source") ?? "")
    guard let bucket = place.bucket, let key = place.key else {
      throw S3Error.invalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
    }
    let object = try object(at: ObjectAddress(bucket: bucket, key: key))
    try S3Preconditions.checkSource(request.headers, object)
    return object
  }

  private func md5(of body: StoredBody) -> String {
    var md5 = Insecure.MD5()
    body.forEachChunk { md5.update(bufferPointer: $0) }
    return Hex.encode(md5.finalize())
  }
}
