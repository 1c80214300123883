/// A name check made ready to run. It is built once for each pass over a folder, since a `Regex` cannot be shared between
/// tasks.
struct NameMatcher {
  private enum Form {
    case any
    case pattern(NamePattern)
    case regularExpression(Regex<AnyRegexOutput>, hasDate: Bool)
  }

  private let form: Form

  /// - Throws: `GlobError` where the check cannot be compiled.
  init(_ check: PipelineConfiguration.NameCheck) throws {
    switch check {
    case .any: form = .any
    case .pattern(let text): form = .pattern(try NamePattern(text))
    case .regularExpression(let text):
      do {
        let regex = try Regex(text)
        form = .regularExpression(regex, hasDate: regex.contains(captureNamed: "date"))
      } catch {
        throw GlobError(description: "it is not a regular expression: \(error)")
      }
    }
  }

  /// Whether a name that fits has a date.
  var hasDate: Bool {
    switch form {
    case .any: false
    case .pattern(let pattern): pattern.hasDate
    case .regularExpression(_, let hasDate): hasDate
    }
  }

  func match(_ name: [UInt8]) -> NameMatch {
    switch form {
    case .any: return .match(nil)
    case .pattern(let pattern): return pattern.match(name)
    case .regularExpression(let regex, let hasDate):
      guard let text = String(validating: name, as: UTF8.self), let found = try? regex.wholeMatch(in: text) else {
        return .mismatch
      }
      guard hasDate else { return .match(nil) }
      guard let group = found["date"]?.substring else { return .mismatch }
      return CalendarDate(String(group)).map { .match($0) } ?? .noSuchDay
    }
  }
}
