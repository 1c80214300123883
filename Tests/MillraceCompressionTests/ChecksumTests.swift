import MillraceCompression
import Testing

@Suite("CRC-32")
struct ChecksumTests {
  @Test("is zlib's: the check value of the catalogue of CRCs")
  func checkValue() {
    #expect(Array("123456789".utf8).withUnsafeBytes { crc32($0) } == 0xCBF4_3926)
    #expect(crc32(UnsafeRawBufferPointer(start: nil, count: 0)) == 0)
  }

  @Test("can be taken in pieces")
  func pieces() {
    let content = SampleBytes.noise(10_001)
    let whole = content.withUnsafeBytes { crc32($0) }
    for split in [0, 1, 15, 5000, 10_001] {
      let head = content[..<split].withUnsafeBytes { crc32($0) }
      #expect(content[split...].withUnsafeBytes { crc32($0, continuing: head) } == whole)
    }
  }
}
