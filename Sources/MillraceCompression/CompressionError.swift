/// What went wrong while compressing or decompressing, and what a person can do about it.
package struct CompressionError: Error, Sendable, Equatable {
  package enum Code: String, Sendable {
    /// The compressed data ends before it is complete.
    case truncated
    /// The compressed data breaks the rules of its format.
    case corrupt
    /// The data decompressed, but its checksum or length is not the one that was recorded.
    case checksumMismatch
    /// Something other than a further member or zero padding follows the compressed data.
    case trailingGarbage
    /// The data is valid, but uses something that is not supported.
    case unsupported
    /// A zstd frame wants a larger window than `InflationLimits.maximumWindowLog` allows.
    case windowTooLarge
    /// More than `InflationLimits.maximumBytes` came out.
    case sizeLimitExceeded
    /// More than `InflationLimits.maximumRatio` times the compressed bytes came out.
    case ratioLimitExceeded
    /// A block did not decompress to the length that was recorded for it.
    case lengthMismatch
    /// The destination is shorter than `BlockCodec.maximumCompressedLength(_:)` asks for.
    case outputTooSmall
    /// The compression level is outside the codec's range.
    case invalidLevel
    /// More was written after `finish()`.
    case alreadyFinished
    /// A codec could not get its working memory, or reported something that it should not.
    case codecFailure
  }

  package var code: Code
  /// What happened and what to do about it, without the place.
  package var reason: String
  /// Where, as far as that is known.
  package var place: Place?

  package init(_ code: Code, _ reason: String, at place: Place? = nil) {
    self.code = code
    self.reason = reason
    self.place = place
  }

  /// A position in a compressed stream, in bytes from 0.
  package struct Place: Sendable, Equatable {
    /// The name of the input, as it is shown to people.
    package var source: String
    /// Bytes of the compressed input before the place.
    package var compressedOffset: Int64
    /// Bytes of decompressed output before the place.
    package var inflatedOffset: Int64

    package init(source: String, compressedOffset: Int64, inflatedOffset: Int64) {
      self.source = source
      self.compressedOffset = compressedOffset
      self.inflatedOffset = inflatedOffset
    }
  }
}

extension CompressionError: CustomStringConvertible {
  /// One line: the file, both offsets, the reason, and what to do.
  package var description: String {
    guard let place else { return reason }
    return "\(place.source): at byte \(place.compressedOffset) of the compressed file "
      + "(byte \(place.inflatedOffset) of its contents): \(reason)"
  }
}
