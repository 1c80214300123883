extension BlockCodec {
  /// The level to use where `level` is asked for; 0 for a codec without levels.
  func checkedLevel(_ level: Int?) throws(CompressionError) -> Int {
    guard let levels else { return 0 }
    let level = level ?? defaultLevel
    guard levels.contains(level) else {
      throw CompressionError(
        .invalidLevel,
        "\(self) has no compression level \(level). Choose one from \(levels.lowerBound) to \(levels.upperBound).")
    }
    return level
  }
}
