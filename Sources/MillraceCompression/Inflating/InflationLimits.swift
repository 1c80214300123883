/// What a compressed input may grow to before it is taken for a decompression bomb.
///
/// The limits hold for compressed inputs only: an uncompressed file is as large as it looks.
package struct InflationLimits: Sendable, Equatable {
  /// The most decompressed bytes of one input; nil for no limit.
  package var maximumBytes: Int64?

  /// The most decompressed bytes for each compressed byte.
  ///
  /// Event data reaches 100 with zstd. Deflate cannot exceed 1032, which only long runs of one byte reach.
  package var maximumRatio: Double

  /// Decompressed bytes up to which the ratio is not looked at, so that small repetitive files pass.
  package var ratioFreeBytes: Int64

  /// The largest zstd window, as the logarithm to base 2 of its bytes: 27 is 128 MiB, which is also the zstd tool's own
  /// limit. This much memory is taken for each input that is being read if its frames ask for it. From 10 to 31.
  package var maximumWindowLog: Int

  package init(
    maximumBytes: Int64? = nil, maximumRatio: Double = 1000, ratioFreeBytes: Int64 = 64 << 20,
    maximumWindowLog: Int = 27
  ) {
    self.maximumBytes = maximumBytes
    self.maximumRatio = maximumRatio
    self.ratioFreeBytes = ratioFreeBytes
    self.maximumWindowLog = maximumWindowLog
  }
}

extension InflationLimits {
  /// The error for an input that has come to `inflated` bytes from `compressed`, if that is beyond a limit.
  func excess(inflated: Int64, compressed: Int64) -> CompressionError? {
    if let maximumBytes, inflated > maximumBytes {
      return CompressionError(
        .sizeLimitExceeded,
        "\(compressed) compressed bytes have grown to more than \(maximumBytes), the largest size allowed. "
          + "If the file is to be trusted, raise the limit of inflated bytes.")
    }
    if inflated > ratioFreeBytes, Double(inflated) > maximumRatio * Double(max(1, compressed)) {
      return CompressionError(
        .ratioLimitExceeded,
        "\(compressed) compressed bytes have grown to \(inflated), more than \(maximumRatio) times their number, "
          + "the largest ratio allowed. If the file is to be trusted, raise the limit of the inflation ratio.")
    }
    return nil
  }
}
