/// What is removed before JSON and, in NDJSON, between records. Nothing within a record is ever removed.
package struct JunkRules: Sendable, Equatable {
  /// The byte-order mark of UTF-8.
  package var byteOrderMark = true
  /// Lines that begin with `//`.
  package var slashLines = true
  /// Lines that begin with `#`.
  package var hashLines = true
  /// From `/*` to the next `*/`, over any number of lines. One that is never closed is a bad record, and what follows its line is read.
  package var blockComments = true
  /// `)]}'`, with or without a comma behind it: what servers put before JSON lest browsers run it.
  package var responsePrefix = true
  /// Whole lines. They are looked for only where the line is no JSON value, or a bare number or word, so that no pattern can remove
  /// an object, an array or a text.
  package var patterns: [JunkPattern] = []

  package init() {}

  /// All that is known, and no patterns.
  package static let `default` = JunkRules()

  /// Nothing is removed.
  package static let none: JunkRules = {
    var rules = JunkRules()
    rules.byteOrderMark = false
    rules.slashLines = false
    rules.hashLines = false
    rules.blockComments = false
    rules.responsePrefix = false
    return rules
  }()
}
