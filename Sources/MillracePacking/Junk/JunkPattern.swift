/// A regular expression for whole lines that are junk.
package struct JunkPattern: Sendable, Equatable {
  /// In the syntax of Swift's `Regex`, which is that of Perl and PCRE.
  package let text: String

  /// - Throws: `PackingError` where the text is no regular expression.
  package init(_ text: String) throws(PackingError) {
    do {
      _ = try Regex(text)
    } catch {
      throw PackingError(
        code: .invalidPattern,
        message: "the junk pattern “\(text)” is no regular expression: \(error); mend it, or escape with \\ what is "
          + "meant as plain text")
    }
    self.text = text
  }
}
