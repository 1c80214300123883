internal import Crypto
internal import NIOCore
internal import NIOHTTP1

/// Adds the checksum of a body to a request, as the configuration has it.
enum RequestDigest {
  static func add(to request: inout AWSRequest, mode: ChecksumMode) {
    if request.validatesChecksum, mode == .supported {
      request.headers.replaceOrAdd(name: "x-amz-checksum-mode", value: "ENABLED")
    }
    if request.checksum == .none || hasOne(request.headers) { return }
    let isRequired = request.checksum == .required
    let body = request.body.buffer ?? ByteBuffer()
    switch mode {
    case .supported: addCRC32(of: body, to: &request.headers)
    case .required: if isRequired { addCRC32(of: body, to: &request.headers) }
    case .md5: addMD5(of: body, to: &request.headers)
    case .none: if isRequired { addMD5(of: body, to: &request.headers) }
    }
  }

  private static func hasOne(_ headers: HTTPHeaders) -> Bool {
    headers.contains { name, _ in
      let name = name.lowercased()
      return name == "content-md5" || name.hasPrefix("x-amz-checksum-") && name != "x-amz-checksum-algorithm"
    }
  }

  private static func addCRC32(of body: ByteBuffer, to headers: inout HTTPHeaders) {
    var checksum = CyclicChecksum(.crc32)
    checksum.update(body)
    headers.add(name: "x-amz-sdk-checksum-algorithm", value: "CRC32")
    headers.add(name: checksum.algorithm.header, value: checksum.text)
  }

  private static func addMD5(of body: ByteBuffer, to headers: inout HTTPHeaders) {
    var hash = Insecure.MD5()
    body.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    headers.add(name: "content-md5", value: Base64.encode(Array(hash.finalize())))
  }
}
