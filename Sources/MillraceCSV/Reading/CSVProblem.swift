/// Why a record of a CSV file is bad.
package enum CSVProblem: Sendable, Equatable {
  /// `"a" b`: nobody can say what was meant.
  case textBehindQuote
  /// A byte that is no UTF-8, or half a character of UTF-16.
  case invalidText
  /// The file ends within quotes.
  case openQuote
  /// Longer than so many bytes; with `isQuoted`, because a quote has not been closed by then.
  case tooLong(limit: Int, isQuoted: Bool)
  /// More fields than columns, and nothing that could hold them.
  case tooManyFields(Int, columns: Int)

  /// What is wrong, for people.
  package var reason: String {
    switch self {
    case .textBehindQuote:
      "there is text behind a closing quote; double the quotes that belong to the text"
    case .invalidText:
      "the text is not in the encoding of the file; say which one it is in (encoding: latin-1, for example)"
    case .openQuote:
      "the quote that opens here is never closed; close it, or double it where it belongs to the text"
    case .tooLong(let limit, isQuoted: false):
      "the record is longer than the line limit of \(limit) bytes; raise the limit to take it"
    case .tooLong(let limit, isQuoted: true):
      "a quote is not closed within the line limit of \(limit) bytes; close it, or raise the limit to take such fields"
    case .tooManyFields(let fields, let columns):
      "there are \(fields) fields for \(columns) columns; quote fields with delimiters in them"
    }
  }
}
