import Testing

@testable import MillraceTestServer

/// Values that the definitions of the checksums state for `123456789`.
@Suite struct ChecksumTests {
  @Test(arguments: [
    (ChecksumAlgorithm.crc32, "cbf43926"), (.crc32c, "e3069283"), (.crc64nvme, "ae8b14860a799888"),
    (.sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
  ])
  func agreesWithTheCheckValue(algorithm: ChecksumAlgorithm, expected: String) {
    var checksum = RunningChecksum(algorithm)
    for piece in ["1234", "", "56789"] { Array(piece.utf8).withUnsafeBytes { checksum.update($0) } }
    #expect(Hex.encode(checksum.value) == expected)
  }

  @Test func readsWhatItWritesInBase64() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
    for text in ["A", "AAA", "AA=A", "A===", "AA!="] { #expect(Base64.decode(text) == nil) }
  }
}
