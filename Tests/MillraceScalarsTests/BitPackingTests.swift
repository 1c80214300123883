import CMillraceSIMD
import Testing

@Suite struct BitPackingTests {
  /// Sets bit after bit, as the format describes it.
  private func packedBitByBit(_ values: [UInt64], width: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: values.count * width / 8)
    for (index, value) in values.enumerated() {
      for bit in 0..<width where value >> UInt64(bit) & 1 == 1 {
        bytes[(index * width + bit) / 8] |= 1 << UInt8((index * width + bit) % 8)
      }
    }
    return bytes
  }

  private func randomValues(_ count: Int, width: Int, _ generator: inout SeededGenerator) -> [UInt64] {
    (0..<count).map { _ in width == 0 ? 0 : generator.next() >> UInt64(64 - width) }
  }

  @Test(arguments: 0...64) func packsAndUnpacks(width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    for count in stride(from: 0, through: 136, by: 8) {
      let values = randomValues(count, width: width, &generator)
      let expected = packedBitByBit(values, width: width)
      // One byte more than needed shows whether it stays untouched.
      var packed = [UInt8](repeating: 0xa5, count: expected.count + 1)
      mr_bitpack64(values, count, UInt32(width), &packed)
      #expect(packed == expected + [0xa5])
      var unpacked = [UInt64](repeating: 1, count: count)
      withExactBytes(expected) { bytes, _ in mr_bitunpack64(bytes, count, UInt32(width), &unpacked) }
      #expect(unpacked == values)
      if width <= 32 { expectNarrow(values.map { UInt32($0) }, expected, width) }
    }
  }

  private func expectNarrow(_ values: [UInt32], _ expected: [UInt8], _ width: Int) {
    var packed = [UInt8](repeating: 0xa5, count: expected.count + 1)
    mr_bitpack32(values, values.count, UInt32(width), &packed)
    #expect(packed == expected + [0xa5])
    var unpacked = [UInt32](repeating: 1, count: values.count)
    withExactBytes(expected) { bytes, _ in mr_bitunpack32(bytes, values.count, UInt32(width), &unpacked) }
    #expect(unpacked == values)
  }
}
