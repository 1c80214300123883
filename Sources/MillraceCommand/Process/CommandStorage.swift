import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage

/// Opens what the addresses of a command lead to, wherever that is.
enum CommandStorage {
  /// - Throws: `CommandFailure` if the environment's settings for AWS cannot be used.
  static func open() throws -> CloudStorage {
    do {
      return try CloudStorage(environment: ProcessInfo.processInfo.environment)
    } catch {
      throw CommandFailure.usage("\(error)")
    }
  }

  /// Opens storage for the length of a command, and turns what it throws into failures of the command.
  static func use<Result>(_ body: (CloudStorage) async throws -> Result) async throws -> Result {
    let storage = try open()
    do {
      let result = try await body(storage)
      await storage.close()
      return result
    } catch {
      await storage.close()
      throw failure(error)
    }
  }

  private static func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as QueueError: CommandFailure(message: error.message)
    case let error as StoreError: CommandFailure(message: error.message)
    case let error as LedgerError: CommandFailure(message: error.message)
    case let error as AWSError: CommandFailure(message: "\(error)")
    default: error
    }
  }
}
