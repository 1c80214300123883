import Foundation

extension Manifest {
  /// The manifest as JSON that a person can read: two spaces of indentation, keys always in the same order, times in
  /// RFC 3339, a line feed at the end.
  package func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// Reads what ``json()`` wrote. Throws `DecodingError` where it is something else.
  package init(json: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(Manifest.self, from: Data(json))
  }
}
