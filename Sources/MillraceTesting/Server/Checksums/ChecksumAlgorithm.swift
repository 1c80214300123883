/// The checksums that S3 takes in `x-amz-checksum-…`.
enum ChecksumAlgorithm: String, Sendable, CaseIterable {
  case crc32 = "CRC32"
  case crc32c = "CRC32C"
  case crc64nvme = "CRC64NVME"
  case sha1 = "SHA1"
  case sha256 = "SHA256"

  /// The header or trailer that carries it, in lower case.
  var headerName: String {
    switch self {
    case .crc32: "x-amz-checksum-crc32"
    case .crc32c: "x-amz-checksum-crc32c"
    case .crc64nvme: "x-amz-checksum-crc64nvme"
    case .sha1: "x-amz-checksum-sha1"
    case .sha256: "x-amz-checksum-sha256"
    }
  }

  /// The element that carries it in XML.
  var elementName: String { "Checksum" + rawValue }

  /// Bytes of the checksum itself.
  var byteCount: Int {
    switch self {
    case .crc32, .crc32c: 4
    case .crc64nvme: 8
    case .sha1: 20
    case .sha256: 32
    }
  }

  init?(headerName: String) {
    guard let algorithm = Self.allCases.first(where: { $0.headerName == headerName.lowercased() }) else { return nil }
    self = algorithm
  }
}
