/// The functions that JMESPath has.
enum JMESPathFunction: String, CaseIterable, Sendable {
  case abs, avg, contains, ceil
  case endsWith = "ends_with"
  case floor, join, keys, length, map, max
  case maxBy = "max_by"
  case merge, min
  case minBy = "min_by"
  case notNull = "not_null"
  case reverse, sort
  case sortBy = "sort_by"
  case startsWith = "starts_with"
  case sum
  case toArray = "to_array"
  case toNumber = "to_number"
  case toString = "to_string"
  case type, values

  /// What an argument may be.
  enum Parameter: Sendable {
    case any, number, string, array, object, expression
    case stringOrArray, sized, numbers, strings, comparables

    var text: String {
      switch self {
      case .any: "any value"
      case .number: "a number"
      case .string: "a string"
      case .array: "an array"
      case .object: "an object"
      case .expression: "an expression with & before it"
      case .stringOrArray: "a string or an array"
      case .sized: "a string, an array or an object"
      case .numbers: "an array of numbers"
      case .strings: "an array of strings"
      case .comparables: "an array of numbers or of strings"
      }
    }
  }

  var parameters: [Parameter] {
    switch self {
    case .abs, .ceil, .floor: [.number]
    case .avg, .sum: [.numbers]
    case .contains: [.stringOrArray, .any]
    case .endsWith, .startsWith: [.string, .string]
    case .join: [.string, .strings]
    case .keys, .values: [.object]
    case .length: [.sized]
    case .map: [.expression, .array]
    case .max, .min, .sort: [.comparables]
    case .maxBy, .minBy, .sortBy: [.array, .expression]
    case .merge: [.object]
    case .notNull, .toArray, .toNumber, .toString, .type: [.any]
    case .reverse: [.stringOrArray]
    }
  }

  /// Whether the last parameter may be repeated.
  var isVariadic: Bool { self == .merge || self == .notNull }

  /// What is wrong with a number of arguments.
  func arityFault(_ count: Int) -> String? {
    let wanted = parameters.count
    if count == wanted || (isVariadic && count > wanted) { return nil }
    let number = "\(isVariadic ? "at least " : "")\(wanted) argument\(wanted == 1 ? "" : "s")"
    return "\(rawValue)() takes \(number), not \(count)"
  }
}
