/// What a scanned JSON value is, as far as its first and last bytes and its number syntax tell.
///
/// Public, as is all of the scanner that runs for each value, because only then is it inlined into other modules.
/// The raw values are small so that a set of kinds fits into the bits of one byte-sized mask (`bit`).
public enum JSONKind: UInt8, Sendable, BitwiseCopyable {
  case null = 0
  case `false`
  case `true`
  /// A number without fraction and exponent, of any length.
  case integer
  /// A number with a fraction or an exponent.
  case number
  /// A string without escapes: its bytes are its text.
  case string
  /// A string with at least one escape: its text is what `JSONString.unescape` makes of its bytes.
  case escapedString
  case object
  case array

  /// The bit that stands for this kind in a mask of kinds.
  @inlinable
  public var bit: UInt16 { 1 &<< UInt16(code) }

  /// The raw value, for loops: cases without payload are stored as just that.
  @inlinable
  public var code: UInt8 { unsafeBitCast(self, to: UInt8.self) }
}
