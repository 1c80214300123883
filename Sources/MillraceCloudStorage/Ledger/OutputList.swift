import Foundation
import MillraceStorage

/// The outputs of a manifest as JSON, in one value.
enum OutputList {
  static func encode(_ outputs: [ManifestOutput]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(outputs), as: UTF8.self)
  }

  static func decode(_ text: String?) throws -> [ManifestOutput] {
    guard let text, !text.isEmpty else { return [] }
    do {
      return try JSONDecoder().decode([ManifestOutput].self, from: Data(text.utf8))
    } catch {
      throw LedgerError(.corrupt, "The outputs of a manifest cannot be read from the ledger: \(error)", cause: error)
    }
  }
}
