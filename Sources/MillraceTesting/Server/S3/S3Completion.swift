internal import Crypto

/// Makes an object of the parts that a client names, by S3's rules.
struct S3Completion {
  private struct NamedPart {
    var number: Int
    var etag: String
    var checksum: String?
  }

  let upload: S3Upload

  /// - Throws: `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `EntityTooSmall`, `BadDigest`, `InvalidRequest`.
  func object(named xml: [UInt8], modified: Int64, claimed: (ChecksumAlgorithm) -> String?) throws(ServiceError)
    -> S3Object
  {
    let named = try parts(in: xml)
    var object = S3Object(body: .empty, etag: "", modified: modified, headers: upload.headers)
    var digests = Insecure.MD5()
    for (index, name) in named.enumerated() {
      let part = try self.part(name)
      if part.body.count < S3Upload.smallestPart, index < named.count - 1 {
        throw ServiceError(
          "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.",
          details: [
            ("ProposedSize", String(part.body.count)), ("MinSizeAllowed", String(S3Upload.smallestPart)),
            ("PartNumber", String(name.number)), ("ETag", part.etag),
          ])
      }
      digests.update(data: part.digest)
      object.body.append(part.body)
      object.partSizes.append(part.body.count)
    }
    object.etag = "\(Hex.encode(digests.finalize()))-\(named.count)"
    object.checksum = try checksum(of: object.body, named)
    if let checksum = object.checksum, let claim = claimed(checksum.algorithm), claim != checksum.value {
      throw ServiceError(
        "BadDigest", "The \(checksum.algorithm.rawValue) you specified did not match the calculated checksum.")
    }
    return object
  }

  private func parts(in xml: [UInt8]) throws(ServiceError) -> [NamedPart] {
    guard let root = try? XMLParser.parse(xml), root.name == "CompleteMultipartUpload" else {
      throw S3Error.malformedXML
    }
    var result: [NamedPart] = []
    for element in root.all("Part") {
      guard let number = element.text("PartNumber").flatMap({ Int($0) }), let etag = element.text("ETag") else {
        throw S3Error.malformedXML
      }
      if let last = result.last, last.number >= number {
        throw ServiceError(
          "InvalidPartOrder",
          "The list of parts was not in ascending order. Parts must be ordered by part number.")
      }
      let checksum = upload.algorithm.flatMap { element.text($0.elementName) }
      result.append(NamedPart(number: number, etag: etag.filter { $0 != "\"" }, checksum: checksum))
    }
    guard 1...S3Upload.partNumbers.upperBound ~= result.count else { throw S3Error.malformedXML }
    return result
  }

  private func part(_ name: NamedPart) throws(ServiceError) -> S3Upload.Part {
    guard let part = upload.parts[name.number], part.etag == name.etag,
      name.checksum == nil || name.checksum == part.checksum?.value
    else {
      throw ServiceError(
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified "
          + "entity tag may not match the part's entity tag.",
        details: [("PartNumber", String(name.number)), ("ETag", name.etag)])
    }
    return part
  }

  private func checksum(of body: StoredBody, _ named: [NamedPart]) throws(ServiceError) -> S3Checksum? {
    guard let algorithm = upload.algorithm else { return nil }
    var running = RunningChecksum(algorithm)
    if upload.checksumKind == .fullObject {
      body.forEachChunk { running.update($0) }
      return S3Checksum(algorithm: algorithm, value: running.base64, kind: .fullObject)
    }
    for name in named {
      guard name.checksum != nil, let value = upload.parts[name.number]?.checksum?.value,
        let bytes = Base64.decode(value)
      else {
        throw S3Error.invalidRequest(
          "The upload was created using a \(algorithm.rawValue.lowercased()) checksum. The complete request must include "
            + "the checksum for each part. It was missing for part \(name.number) in the request.")
      }
      bytes.withUnsafeBytes { running.update($0) }
    }
    return S3Checksum(algorithm: algorithm, value: "\(running.base64)-\(named.count)", kind: .composite)
  }
}
