internal import Foundation
internal import MillraceStorage

/// Opens what a configuration names.
enum PipelineStorage {
  /// The ledger; it and its folder are made where they are not there.
  static func openLedger(_ configuration: PipelineConfiguration) async throws -> SQLiteLedger {
    let folder = PathText.parent(configuration.ledger)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw PipelineError(
        .ledgerUnavailable,
        "the folder \(folder) of the ledger cannot be made: \((error as NSError).localizedDescription)",
        cause: error)
    }
    return try await SQLiteLedger.open(at: configuration.ledger)
  }

  static func openQuarantine(_ configuration: PipelineConfiguration) async throws -> QuarantineStore {
    QuarantineStore(store: try await DirectoryStore.open(at: configuration.quarantine))
  }
}
