/// Contents for the tests; the same in every run.
enum SampleBytes {
  /// Lines of JSON that compress as real events do; at most 1,500,000 bytes.
  static func events(_ count: Int) -> [UInt8] { Array(allEvents.prefix(count)) }

  /// Bytes that no codec can shorten; at most 1 MiB.
  static func noise(_ count: Int) -> [UInt8] { Array(allNoise.prefix(count)) }

  private static let allEvents: [UInt8] = {
    var generator = SplitMix64(seed: 7)
    var bytes: [UInt8] = []
    while bytes.count < 1_500_000 {
      let id = generator.next() % 1_000_000
      bytes += "{\"id\":\(id),\"type\":\"PushEvent\",\"text\":\"word\(id % 977) of a line\",\"ok\":true}\n".utf8
    }
    return bytes
  }()

  private static let allNoise: [UInt8] = {
    var generator = SplitMix64(seed: 11)
    return (0..<1 << 20).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 32) }
  }()
}

/// A small generator of pseudo-random numbers with a seed (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
