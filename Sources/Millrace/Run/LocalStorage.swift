internal import Foundation
internal import MillraceStorage

/// Folders and SQLite ledgers of this machine.
struct LocalStorage: StorageProvider {
  func objectStore(_ address: Address) async throws -> any ObjectStore {
    guard address.scheme == .file else { throw refusal(address) }
    return try await DirectoryStore.open(at: address.path)
  }

  func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    guard let base else { throw refusal(Address(scheme: .s3, path: name)) }
    return try await objectStore(Address(scheme: base.scheme, path: base.path + "/" + name))
  }

  func queue(_ address: Address) async throws -> any MessageQueue { throw refusal(address) }

  func topic(_ address: Address) async throws -> any Topic { throw refusal(address) }

  func ledger(_ address: Address) async throws -> any Ledger {
    guard address.scheme == .sqlite else { throw refusal(address) }
    let folder = PathText.parent(address.path)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw PipelineError(
        .ledgerUnavailable,
        "the folder \(folder) of the ledger cannot be made: \((error as NSError).localizedDescription)", cause: error)
    }
    return try await SQLiteLedger.open(at: address.path)
  }

  func close() async {}

  private func refusal(_ address: Address) -> PipelineError {
    PipelineError(.configuration, "\(address) is not of this machine; only folders and SQLite files can be opened here")
  }
}
