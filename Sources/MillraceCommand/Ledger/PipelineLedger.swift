import Foundation
import Millrace
import MillraceStorage

/// The ledger of a pipeline, opened to be read or corrected; it is never made by that.
struct PipelineLedger {
  let configuration: PipelineConfiguration
  let ledger: SQLiteLedger

  /// - Throws: `CommandFailure` if the pipeline has never run, or its ledger cannot be used.
  init(_ configuration: PipelineConfiguration) async throws {
    guard FileManager.default.fileExists(atPath: configuration.ledger) else {
      throw CommandFailure(
        message: "\(configuration.ledger): there is no ledger yet. It is made when the pipeline first runs.")
    }
    self.configuration = configuration
    do {
      ledger = try await SQLiteLedger.open(at: configuration.ledger)
    } catch let error as LedgerError {
      throw CommandFailure(message: error.message)
    }
  }

  /// The pipeline's quarantine; nil where nothing was ever put there.
  func quarantine() async throws -> QuarantineStore? {
    guard FileManager.default.fileExists(atPath: configuration.quarantine) else { return nil }
    do {
      return QuarantineStore(store: try await DirectoryStore.open(at: configuration.quarantine))
    } catch let error as StoreError {
      throw CommandFailure(message: error.description)
    }
  }

  /// Runs `body` and turns what storage throws into failures of the command.
  static func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as LedgerError {
      throw CommandFailure(message: error.message)
    } catch let error as StoreError {
      throw CommandFailure(message: error.description)
    }
  }
}
