import Foundation

/// Facts as JSON, for `--json`: one object, keys sorted, on lines of its own.
enum FactsOutput {
  static func text(_ facts: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(facts), as: UTF8.self)
  }

  /// On a single line.
  static func line(_ facts: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(facts), as: UTF8.self)
  }

  static func print(_ facts: some Encodable) throws {
    StandardOutput.shared.print(try text(facts))
  }
}
