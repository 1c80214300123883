import MillraceAWS
import NIOCore
import NIOHTTP1
import Testing

/// The examples in AWS's documentation of Signature Version 4 for S3.
@Suite("Signature Version 4: documented examples") struct DocumentedSignatureTests {
  private static let signer = SigV4Signer(
    credentials: AWSCredentials(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    region: "us-east-1", service: "s3")
  /// 2013-05-24T00:00:00Z
  private static let time = SigningTime(second: 1_369_353_600)

  @Test("an upload in signed chunks") func chunks() {
    var headers: HTTPHeaders = [
      "host": "s3.amazonaws.com", "x-amz-content-sha256": ChunkedPayload.signed,
      "x-amz-storage-class": "REDUCED_REDUNDANCY", "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "66560", "content-length": "66824",
    ]
    let seed = Self.signer.sign(
      method: .PUT, path: "/examplebucket/chunkObject.txt", query: .empty, headers: &headers,
      payloadHash: ChunkedPayload.signed, at: Self.time)
    #expect(seed == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
    var payload = ChunkedPayload(signer: Self.signer, at: Self.time, signature: seed)
    var body = payload.chunk(ByteBuffer(repeating: UInt8(ascii: "a"), count: 65_536))
    #expect(payload.signature == "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
    body.writeImmutableBuffer(payload.chunk(ByteBuffer(repeating: UInt8(ascii: "a"), count: 1_024)))
    #expect(payload.signature == "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
    body.writeImmutableBuffer(payload.chunk(ByteBuffer()))
    #expect(payload.signature == "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")
    body.writeImmutableBuffer(payload.trailer([]))
    #expect(body.readableBytes == 66_824)
  }

  @Test("a URL that expires") func presigned() {
    let query = Self.signer.presign(
      method: .GET, path: "/test.txt", query: [], headers: ["host": "examplebucket.s3.amazonaws.com"],
      expires: 86_400, at: Self.time)
    #expect(
      query == "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3"
        + "%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
  }

  @Test("S3's paths stay as they are") func paths() {
    for path in ["/a//b/../c", "/%20", "//"] { #expect(Self.signer.canonicalPath(path) == path) }
    let other = SigV4Signer(
      credentials: AWSCredentials(accessKeyID: "a", secretAccessKey: "b"), region: "us-east-1", service: "sqs")
    #expect(other.canonicalPath("/a//b/../c%20/") == "/a/c%2520/")
  }

  @Test("an unsigned body with a trailer") func trailer() {
    let body = ChunkedPayload.unsigned(ByteBuffer(string: "hello"), trailer: [("x-amz-checksum-crc32", "NhCmhg==")])
    #expect(String(buffer: body) == "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")
  }
}
