/// Turns compressed bytes into plain ones, in steps of any size.
protocol StreamDecoder: AnyObject {
  /// Decodes as much of `input` into `output` as fits.
  ///
  /// A step that neither consumes nor produces anything needs more input.
  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodingStep

  /// What is wrong with compressed data that ends where the decoder stands; nil if it may.
  func failureAtEnd() -> CompressionError?
}

/// What one step of a decoder did.
struct DecodingStep {
  /// Bytes of input that are done with.
  var consumed = 0
  /// Bytes of output that were written.
  var produced = 0
  /// What stopped the step, at the place that `consumed` and `produced` give.
  var failure: CompressionError?
}
