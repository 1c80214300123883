internal import Crypto
internal import NIOHTTP1

/// What is computed over a body while it comes in.
struct BodyDigests: Sendable {
  private var sha256: SHA256?
  private var md5: Insecure.MD5?
  private var checksum: RunningChecksum?

  /// Takes from the head what will be asked for: hashes cost more than everything else that is done with a body.
  init(head: HTTPRequestHead) {
    let declared = head.headers.first(name: "x-amz-content-sha256")
    if declared == nil || declared?.utf8.count == 64 { sha256 = SHA256() }
    if head.method == .PUT || head.headers.contains(name: "content-md5") { md5 = Insecure.MD5() }
    checksum = ChecksumAlgorithm.declared(in: head.headers).map(RunningChecksum.init)
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    sha256?.update(bufferPointer: bytes)
    md5?.update(bufferPointer: bytes)
    checksum?.update(bytes)
  }

  /// The SHA-256 in hexadecimal; nil if the request's payload is not covered by one.
  var payloadHash: String? { sha256.map { Hex.encode($0.finalize()) } }

  /// The MD5, for PUT and where `Content-MD5` is given.
  var md5Bytes: [UInt8]? { md5.map { Array($0.finalize()) } }

  /// The checksum that the request declares in a header or announces as a trailer.
  var declaredChecksum: RunningChecksum? { checksum }
}

extension ChecksumAlgorithm {
  /// The algorithm whose value is among the headers, or is announced as a trailer.
  static func declared(in headers: HTTPHeaders) -> ChecksumAlgorithm? {
    for (name, value) in headers where name.begins(with: "x-amz-") {
      let name = name.lowercased()
      if name == "x-amz-trailer" { return ChecksumAlgorithm(headerName: value) }
      if name.hasPrefix("x-amz-checksum-"), let algorithm = ChecksumAlgorithm(headerName: name) { return algorithm }
    }
    return nil
  }
}
