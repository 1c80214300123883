/// A record in a buffer, as fields' places. Valid until the scanner goes on or the buffer changes.
///
/// It and its fields are public because the compiler inlines no others into another module, and they are read for each value.
public struct CSVRow: BitwiseCopyable {
  /// The bit of an end that says that the field has doubled quotes or escapes.
  @usableFromInline static let escapesFlag: UInt32 = 0x8000_0000

  /// The buffer.
  public let base: UnsafePointer<UInt8>
  /// The first byte.
  public let start: Int
  @usableFromInline let ends: UnsafePointer<UInt32>
  /// Fields.
  public let count: Int
  /// Whether there is text behind a closing quote, so that nobody can say what was meant.
  public let isBad: Bool
  /// The quote, or -1.
  @usableFromInline let dialectQuote: Int16

  /// The LF or lone CR that ends the record.
  @inlinable
  public var end: Int { Int(ends[count - 1] & ~Self.escapesFlag) }

  /// The end of the record's text: before the CR of a CRLF.
  @inlinable
  public var textEnd: Int {
    let end = end
    return end > start && base[end] == 0x0A && base[end - 1] == 0x0D ? end - 1 : end
  }

  /// Whether there is nothing in it at all. Such records are passed over.
  @inlinable
  public var isBlank: Bool { count == 1 && textEnd == start }

  /// A field, by its position below `count`.
  @inlinable @inline(__always)
  public func field(_ position: Int) -> CSVField {
    let from = position == 0 ? start : Int(ends[position &- 1] & ~Self.escapesFlag) &+ 1
    let entry = ends[position]
    let to = position == count &- 1 ? textEnd : Int(entry & ~Self.escapesFlag)
    if to > from && Int16(base[from]) == dialectQuote {
      return CSVField(
        start: from &+ 1, count: to &- from &- 2, isQuoted: true, hasEscapes: entry & Self.escapesFlag != 0)
    }
    return CSVField(start: from, count: to &- from, isQuoted: false, hasEscapes: false)
  }
}

/// A field's text in a buffer, without the quotes around it.
public struct CSVField: BitwiseCopyable {
  /// The place of the first byte, from the buffer's base.
  public var start: Int
  /// Bytes.
  public var count: Int
  /// Whether there are quotes around it.
  public var isQuoted: Bool
  /// Whether the text is what `CSVText.unescape` makes of the bytes.
  public var hasEscapes: Bool

  /// A field's place and form.
  @inlinable
  public init(start: Int, count: Int, isQuoted: Bool, hasEscapes: Bool) {
    self.start = start
    self.count = count
    self.isQuoted = isQuoted
    self.hasEscapes = hasEscapes
  }

  /// Whether it stands for nothing: empty, without quotes.
  @inlinable
  public var isNull: Bool { count == 0 && !isQuoted }
}
