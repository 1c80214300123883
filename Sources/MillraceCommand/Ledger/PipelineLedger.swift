import Foundation
import Millrace
import MillraceStorage

/// The ledger of a pipeline and its quarantine, opened to be read or corrected; neither is made by that.
struct PipelineLedger {
  let configuration: PipelineConfiguration
  let ledger: any Ledger
  let storage: any StorageProvider

  /// Opens them for the length of a command, and turns what storage throws into failures of the command.
  ///
  /// - Throws: `CommandFailure` if the pipeline has never run, or its ledger cannot be used.
  static func use<Result>(
    _ configuration: PipelineConfiguration, _ body: (PipelineLedger) async throws -> Result
  ) async throws -> Result {
    try await CommandStorage.use { storage in
      try await body(PipelineLedger(configuration, in: storage))
    }
  }

  private init(_ configuration: PipelineConfiguration, in storage: any StorageProvider) async throws {
    let address = configuration.ledger
    guard !address.scheme.isLocal || FileManager.default.fileExists(atPath: address.path) else {
      throw CommandFailure(
        message: "\(address.path): there is no ledger yet. It is made when the pipeline first runs.")
    }
    self.configuration = configuration
    self.storage = storage
    ledger = try await storage.ledger(address)
  }

  /// A folder or a bucket.
  func store(_ address: Address) async throws -> any ObjectStore { try await storage.objectStore(address) }

  /// The pipeline's quarantine; nil where nothing was ever put there.
  func quarantine() async throws -> QuarantineStore? {
    let address = configuration.quarantine
    guard address.scheme != .file || FileManager.default.fileExists(atPath: address.path) else { return nil }
    return QuarantineStore(store: try await storage.objectStore(address))
  }
}
