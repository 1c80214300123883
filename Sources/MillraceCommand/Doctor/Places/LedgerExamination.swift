import Foundation
import MillraceStorage

/// A ledger: whether it can be opened and asked.
struct LedgerExamination: Examination {
  let address: Address
  let pipeline: String
  let storage: any StorageProvider

  func findings() async -> [Finding] {
    if address.scheme == .sqlite, !FileManager.default.fileExists(atPath: address.path) {
      return [finding(.ok, "there is no ledger yet; the first run makes it")]
    }
    do {
      let ledger = try await storage.ledger(address)
      let counts = try await ledger.counts(of: pipeline)
      let files = FileState.allCases.reduce(0) { $0 + counts[$1].files }
      return [finding(.ok, "it answers, and knows \(Quantity.counted(files, "file")) of this pipeline")]
    } catch {
      return [finding(.error, "\(error)", remedy: remedy(for: error))]
    }
  }

  private func remedy(for error: any Error) -> String {
    switch address.scheme {
    case .dynamodb:
      "allow dynamodb:DescribeTable, CreateTable, GetItem, PutItem, UpdateItem, Query and TransactWriteItems; docs/aws.md has all"
    case .redis, .rediss: "see that the server runs and takes the password: redis-cli -u \(address) ping"
    default: "see that the file is on a local disk and not damaged: sqlite3 \(address.path) 'PRAGMA integrity_check'"
    }
  }

  private func finding(_ verdict: Verdict, _ message: String, remedy: String? = nil) -> Finding {
    Finding("ledger.reachable", address.description, verdict, message, remedy: remedy)
  }
}
