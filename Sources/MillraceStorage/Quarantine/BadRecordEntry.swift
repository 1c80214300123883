import Foundation

/// One record that could not be converted, as quarantine keeps it: a line of NDJSON.
package struct BadRecordEntry: Sendable, Equatable {
  /// The address of the file it was in.
  package var input: String
  /// That file's version.
  package var version: String
  /// From 1.
  package var line: Int
  /// Of the record's first byte, in the uncompressed input, from 0.
  package var byteOffset: Int64
  /// Of the fault, within the record, from 0.
  package var errorOffset: Int
  package var reason: String
  /// The record itself.
  package var bytes: [UInt8]

  package init(
    input: String, version: String, line: Int, byteOffset: Int64, errorOffset: Int, reason: String, bytes: [UInt8]
  ) {
    self.input = input
    self.version = version
    self.line = line
    self.byteOffset = byteOffset
    self.errorOffset = errorOffset
    self.reason = reason
    self.bytes = bytes
  }
}

extension BadRecordEntry: Codable {
  private enum CodingKeys: String, CodingKey {
    case input, version, line, reason, text, base64
    case byteOffset = "byte_offset"
    case errorOffset = "error_offset"
  }

  /// Bytes that are UTF-8 are written as `text`, others as `base64`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(input, forKey: .input)
    try container.encode(version, forKey: .version)
    try container.encode(line, forKey: .line)
    try container.encode(byteOffset, forKey: .byteOffset)
    try container.encode(errorOffset, forKey: .errorOffset)
    try container.encode(reason, forKey: .reason)
    if let text = String(validating: bytes, as: UTF8.self) {
      try container.encode(text, forKey: .text)
    } else {
      try container.encode(Data(bytes).base64EncodedString(), forKey: .base64)
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    input = try container.decode(String.self, forKey: .input)
    version = try container.decode(String.self, forKey: .version)
    line = try container.decode(Int.self, forKey: .line)
    byteOffset = try container.decode(Int64.self, forKey: .byteOffset)
    errorOffset = try container.decode(Int.self, forKey: .errorOffset)
    reason = try container.decode(String.self, forKey: .reason)
    if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      bytes = Array(text.utf8)
    } else {
      bytes = Array(try container.decode(Data.self, forKey: .base64))
    }
  }
}
