/// Why bytes are not the XML that an answer of S3, SNS or STS is made of.
package struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unexpectedEnd
    case malformed
    /// An end tag that is not the one of the open element.
    case mismatchedTag
    /// A document type declaration, which no answer holds and which could name other files.
    case documentType
    case unknownEntity
    case tooDeep
    case invalidUTF8
    /// The document is well formed, and not the one that was asked for.
    case unexpectedContent
  }

  package var code: Code
  /// Distance in bytes from the start of the document.
  package var offset: Int

  package init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }

  package var description: String {
    let reason =
      switch code {
      case .unexpectedEnd: "the document ends inside an element"
      case .malformed: "this is not how XML is written"
      case .mismatchedTag: "the end tag is not that of the open element"
      case .documentType: "document type declarations are not accepted"
      case .unknownEntity: "the entity is unknown"
      case .tooDeep: "elements are nested deeper than \(XMLReader.deepest) levels"
      case .invalidUTF8: "the bytes are not UTF-8"
      case .unexpectedContent: "the answer does not hold what was asked for"
      }
    return "\(reason) (byte \(offset))"
  }
}
