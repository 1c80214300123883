internal import Crypto
internal import MillraceCompression

/// A checksum of S3 over bytes that come piece by piece.
struct RunningChecksum: Sendable {
  private enum State: Sendable {
    case crc32(UInt32)
    case crc32c(UInt32)
    case crc64nvme(UInt64)
    case sha1(Insecure.SHA1)
    case sha256(SHA256)
  }

  let algorithm: ChecksumAlgorithm
  private var state: State

  init(_ algorithm: ChecksumAlgorithm) {
    self.algorithm = algorithm
    state =
      switch algorithm {
      case .crc32: .crc32(0)
      case .crc32c: .crc32c(0)
      case .crc64nvme: .crc64nvme(0)
      case .sha1: .sha1(Insecure.SHA1())
      case .sha256: .sha256(SHA256())
      }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch state {
    case .crc32(let crc): state = .crc32(MillraceCompression.crc32(bytes, continuing: crc))
    case .crc32c(let crc): state = .crc32c(ReflectedCRC.castagnoli.update(crc, with: bytes))
    case .crc64nvme(let crc): state = .crc64nvme(ReflectedCRC.nvme.update(crc, with: bytes))
    case .sha1(var hash):
      hash.update(bufferPointer: bytes)
      state = .sha1(hash)
    case .sha256(var hash):
      hash.update(bufferPointer: bytes)
      state = .sha256(hash)
    }
  }

  /// The checksum's bytes, most significant first.
  var value: [UInt8] {
    switch state {
    case .crc32(let crc), .crc32c(let crc): withUnsafeBytes(of: crc.bigEndian) { Array($0) }
    case .crc64nvme(let crc): withUnsafeBytes(of: crc.bigEndian) { Array($0) }
    case .sha1(let hash): Array(hash.finalize())
    case .sha256(let hash): Array(hash.finalize())
    }
  }

  /// The value as headers carry it.
  var base64: String { Base64.encode(value) }
}
