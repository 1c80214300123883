import MillraceAWS
import NIOCore
import NIOHTTP1
import Testing

@Suite("Checksums") struct ChecksumTests {
  @Test(
    "known values of “123456789”",
    arguments: [(CyclicChecksum.Algorithm.crc32, "y/Q5Jg=="), (.crc32c, "4waSgw=="), (.crc64nvme, "rosUhgp5mIg=")])
  func known(_ algorithm: CyclicChecksum.Algorithm, _ expected: String) {
    for split in 0...9 {
      var checksum = CyclicChecksum(algorithm)
      checksum.update(ByteBuffer(string: String("123456789".prefix(split))))
      checksum.update(ByteBuffer(string: String("123456789".dropFirst(split))))
      #expect(checksum.text == expected)
    }
  }

  /// One bit at a time, as the definition has it.
  @Test("long inputs, against the definition") func long() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 3) }
    var expected = ~UInt64(0)
    for byte in bytes {
      expected ^= UInt64(byte)
      for _ in 0..<8 { expected = expected & 1 == 1 ? expected >> 1 ^ 0x9A6C_9329_AC4B_C9B5 : expected >> 1 }
    }
    var checksum = CyclicChecksum(.crc64nvme)
    checksum.update(ByteBuffer(bytes: bytes))
    #expect(checksum.text == Base64.encode(withUnsafeBytes(of: (~expected).bigEndian) { Array($0) }))
  }

  private func headers(_ mode: ChecksumMode, _ checksum: RequestChecksum) async throws -> HTTPHeaders {
    try await ScriptedServer.run { _, _ in
      .ok
    } _: { server in
      try await AWSRuntime.run(server.endpoint, change: { $0.checksums = mode }) { runtime in
        var request = AWSRequest(.PUT, bucket: "b", path: "/k", body: AWSBody("123456789"))
        request.checksum = checksum
        _ = try await AWSServiceClient(service: .s3, runtime: runtime).send(request, operation: "PutObject")
        return try #require(server.requests.first).headers
      }
    }
  }

  @Test("what is sent, by setting", arguments: ChecksumMode.allCases) func sent(_ mode: ChecksumMode) async throws {
    let put = try await headers(mode, .supported)
    #expect(put["x-amz-checksum-crc32"] == (mode == .supported ? ["y/Q5Jg=="] : []))
    #expect(put["content-md5"] == (mode == .md5 ? ["JfnnlDI7RTiF9RgfG2JNCw=="] : []))
    let delete = try await headers(mode, .required)
    #expect(delete["x-amz-checksum-crc32"].isEmpty == (mode == .md5 || mode == .none))
    #expect(delete["content-md5"].isEmpty == (mode == .supported || mode == .required))
    let other = try await headers(mode, .none)
    #expect(other["x-amz-checksum-crc32"].isEmpty && other["content-md5"].isEmpty)
  }

  @Test("what arrives is compared, and fetched again", arguments: [false, true])
  func received(_ isStreamed: Bool) async throws {
    try await ScriptedServer.run { request, index in
      let isAsked = request.headers["x-amz-checksum-mode"] == ["ENABLED"]
      return .status(
        200, index == 0 ? "123456780" : "123456789",
        headers: isAsked ? ["x-amz-checksum-crc64nvme": "rosUhgp5mIg="] : [:])
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: TestClock().clock()) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        var request = AWSRequest(.GET, bucket: "b", path: "/k")
        request.validatesChecksum = true
        if isStreamed {
          let error = await #expect(throws: AWSError.self) {
            try await client.stream(request, operation: "GetObject") { _ in }
          }
          #expect(error?.code == "ChecksumMismatch")
        } else {
          let answer = try await client.send(request, operation: "GetObject")
          #expect(String(buffer: answer.body) == "123456789" && server.requests.count == 2)
        }
      }
    }
  }

  @Test("the checksum of an object in parts is not that of its bytes") func composite() async throws {
    try await ScriptedServer.run { _, _ in
      .status(200, "x", headers: ["x-amz-checksum-crc32": "AAAAAA==-3"])
    } _: { server in
      try await AWSRuntime.run(server.endpoint) { runtime in
        var request = AWSRequest(.GET, bucket: "b", path: "/k")
        request.validatesChecksum = true
        let answer = try await AWSServiceClient(service: .s3, runtime: runtime).send(request, operation: "GetObject")
        #expect(answer.body.readableBytes == 1)
      }
    }
  }
}
