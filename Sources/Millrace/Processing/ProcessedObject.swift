internal import Foundation

/// What a processing step gives for an object.
public struct ProcessedObject: Sendable {
  /// The bytes of a JSON text.
  public var json: [UInt8]

  /// A value as JSON: keys in order, dates as ISO 8601.
  ///
  /// - Throws: what encoding the value throws.
  public init(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    json = Array(try encoder.encode(value))
  }

  /// A JSON text that exists already.
  public init(json: [UInt8]) {
    self.json = json
  }
}
