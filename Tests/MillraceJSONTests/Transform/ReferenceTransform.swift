@testable import MillraceJSON

/// A transform as plainly as it can be written: over trees, by the interpreter.
enum ReferenceTransform {
  enum Result: Equatable {
    case kept(JSONValue)
    case dropped
    case failed(String)
  }

  static func apply(_ steps: [RecordTransform.Step], to record: JSONValue) -> Result {
    var value = record
    for step in steps {
      do {
        switch step {
        case .keep(let condition):
          if !(try condition.search(value).isTruthy) { return .dropped }
        case .select(let expression):
          value = try expression.search(value)
          if value == .null { return .failed("the selection “\(expression.text)” picks nothing from the record") }
        case .exchange: return .failed("what is outside is not for this reference")
        }
      } catch {
        return .failed(error.summary)
      }
    }
    return .kept(value)
  }

  /// How the compiled transform differs from it; nil if it does not.
  static func difference(
    _ transformer: inout RecordTransformer, _ steps: [RecordTransform.Step], _ record: String
  ) throws -> String? {
    let tree = try JSONValue(parsing: record)
    let expected = apply(steps, to: tree)
    let given = TransformedRecord.make(&transformer, from: record)
    let end = record.utf8.count
    let isSame =
      switch (expected, given) {
      case (.kept(let value), .kept(let text, end: end)): try JSONValue(parsing: text) == value
      case (.dropped, .dropped(end: end)): true
      case (.failed(let reason), .failed(let other, end: end)): reason == other
      default: false
      }
    return isSame ? nil : "\(record): \(expected), but compiled \(given.map { "\($0)" } ?? "something was left behind")"
  }
}
