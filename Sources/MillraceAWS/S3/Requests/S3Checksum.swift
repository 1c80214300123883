package import NIOHTTP1

/// A checksum of an object's or part's bytes, which S3 compares with what arrives.
package struct S3Checksum: Sendable, Equatable {
  /// The algorithms that S3 knows.
  package enum Algorithm: String, Sendable, CaseIterable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64nvme = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    /// Sent as `Content-MD5`, which all compatible stores know.
    case md5 = "MD5"

    /// The header with a value of this algorithm.
    package var header: String {
      self == .md5 ? "Content-MD5" : "x-amz-checksum-" + rawValue.lowercased()
    }
  }

  package var algorithm: Algorithm
  /// Base64 of the checksum, most significant byte first.
  package var value: String

  package init(_ algorithm: Algorithm, value: String) {
    self.algorithm = algorithm
    self.value = value
  }

  /// The checksums that the headers of an answer name.
  package static func all(in headers: HTTPHeaders) -> [S3Checksum] {
    Algorithm.allCases.compactMap { algorithm in
      headers.first(name: algorithm.header).map { S3Checksum(algorithm, value: $0) }
    }
  }
}
