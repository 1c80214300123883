/// One piece of an XML document, as ranges of its bytes.
enum XMLToken {
  /// A start tag; for `<a/>` an ``end`` follows.
  case start(name: Range<Int>)
  case end
  /// Text with its entities as they stand.
  case text(Range<Int>)
  /// Text that is taken as it stands.
  case verbatim(Range<Int>)
  /// The document has ended.
  case finished
}
