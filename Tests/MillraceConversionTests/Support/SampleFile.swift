import MillraceCompression

/// Contents as files have them.
enum SampleFile {
  enum Compression: CaseIterable, Sendable {
    case none, gzip, zstd

    func compress(_ bytes: [UInt8]) throws -> [UInt8] {
      let format: CompressionFormat =
        switch self {
        case .none: .none
        case .gzip: .gzip
        case .zstd: .zstd
        }
      var compressed: [UInt8] = []
      let sink = try DeflatingSink(format: format) { compressed += $0 }
      try bytes.withUnsafeBytes { try sink.write($0) }
      try sink.finish()
      return compressed
    }
  }

  /// Records of changing length whose columns come and go.
  static func records(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    for number in 0..<count {
      var line = "{\"id\":\(number),\"name\":\"\(random.pick(["ann", "ben", "çim", "dä\\u0301"]))\""
      if random.one(in: 3) { line += ",\"score\":\(random.below(1_000)).5" }
      if random.one(in: 50) { line += ",\"note\":\"\(String(repeating: "n", count: random.below(3_000)))\"" }
      if number > count / 2 && random.one(in: 20) { line += ",\"late \(random.below(3))\":[\(number)]" }
      bytes += Array((line + "}\n").utf8)
    }
    return bytes
  }
}
