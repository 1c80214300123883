import Foundation
import Millrace
import MillraceStorage

/// The ledger of a pipeline, opened to be read or corrected; it is never made by that.
struct PipelineLedger {
  let configuration: PipelineConfiguration
  let ledger: SQLiteLedger

  /// - Throws: `CommandFailure` if the pipeline has never run, or its ledger cannot be used.
  init(_ configuration: PipelineConfiguration) async throws {
    let path = configuration.ledger.path
    guard configuration.ledger.scheme == .sqlite else {
      throw CommandFailure(message: "\(configuration.ledger): only SQLite ledgers can be opened by this command.")
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(
        message: "\(path): there is no ledger yet. It is made when the pipeline first runs.")
    }
    self.configuration = configuration
    do {
      ledger = try await SQLiteLedger.open(at: path)
    } catch let error as LedgerError {
      throw CommandFailure(message: error.message)
    }
  }

  /// The pipeline's quarantine; nil where nothing was ever put there.
  func quarantine() async throws -> QuarantineStore? {
    let address = configuration.quarantine
    guard address.scheme == .file, FileManager.default.fileExists(atPath: address.path) else { return nil }
    do {
      return QuarantineStore(store: try await DirectoryStore.open(at: address.path))
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
