import Foundation
import GRDB

/// The outputs of a manifest, as JSON in one column.
enum StoredOutputs {
  static func encode(_ outputs: [ManifestOutput]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(outputs), as: UTF8.self)
  }

  static func decode(_ text: String?) throws -> [ManifestOutput] {
    guard let text else { return [] }
    do {
      return try JSONDecoder().decode([ManifestOutput].self, from: Data(text.utf8))
    } catch {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the outputs of a manifest cannot be read: \(error)")
    }
  }
}
