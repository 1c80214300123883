internal import Crypto
internal import NIOCore
internal import NIOHTTP1

/// Compares an object that is read with the checksum that S3 keeps of it.
struct ResponseChecksum {
  private enum Digest {
    case cyclic(CyclicChecksum)
    case sha256(SHA256)
  }

  private let stored: String
  private var digest: Digest

  /// nil if S3 keeps no checksum of the whole object; the one of an object in parts ends in `-` and their number.
  init?(headers: HTTPHeaders) {
    if headers.first(name: "x-amz-checksum-type")?.uppercased() == "COMPOSITE" { return nil }
    for algorithm in CyclicChecksum.Algorithm.allCases {
      guard let text = headers.first(name: algorithm.header), !text.contains("-") else { continue }
      stored = text
      digest = .cyclic(CyclicChecksum(algorithm))
      return
    }
    guard let text = headers.first(name: "x-amz-checksum-sha256"), !text.contains("-") else { return nil }
    stored = text
    digest = .sha256(SHA256())
  }

  mutating func update(_ piece: ByteBuffer) {
    switch digest {
    case .cyclic(var checksum):
      checksum.update(piece)
      digest = .cyclic(checksum)
    case .sha256(var hash):
      piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
      digest = .sha256(hash)
    }
  }

  /// What differs, for a message; nil if nothing does.
  var difference: String? {
    let own: String =
      switch digest {
      case .cyclic(let checksum): checksum.text
      case .sha256(let hash): Base64.encode(Array(hash.finalize()))
      }
    return own == stored ? nil : "the checksum of what was read is \(own), that of the object \(stored)."
  }
}
