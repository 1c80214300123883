import ArgumentParser
import MillraceConversion

/// `--columns`: `strings`, `inferred`, or a list such as `id: int64, tags: list<string>`.
struct ColumnsArgument: ExpressibleByArgument {
  let mode: ColumnsMode
  private let text: String

  static let strings = ColumnsArgument(mode: .strings, text: "strings")

  private init(mode: ColumnsMode, text: String) {
    self.mode = mode
    self.text = text
  }

  init(parsing text: String) throws {
    switch text {
    case "strings": self.init(mode: .strings, text: text)
    case "inferred": self.init(mode: .inferred, text: text)
    default:
      do {
        self.init(mode: .explicit(try ColumnType.parseColumns(text)), text: text)
      } catch {
        throw ValidationError(
          "--columns takes strings, inferred, or a list such as 'id: int64, tags: list<string>': \(error.message).")
      }
    }
  }

  init?(argument: String) {
    guard let columns = try? ColumnsArgument(parsing: argument) else { return nil }
    self = columns
  }

  var defaultValueDescription: String { text }
}
