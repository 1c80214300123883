package import MillraceAWS
import Foundation
package import MillraceStorage
import Synchronization

/// A ledger in DynamoDB, which any number of processes on any number of machines may share.
///
/// The address is `dynamodb:table`. Four tables are made where they are missing, paid for by request (see ``LedgerTable``):
/// `table` has an item a file, `table-metrics` one for each manifest that was finished, `table-ledger` manifests, totals, schemas
/// and checkpoints, `table-items` what files are known by, inputs of manifests, and claims.
///
/// A transaction holds 100 writes, and a manifest 10,000 files. So whatever concerns many items is first written down, then
/// done by conditional writes that can be done again, and then struck out; what a process has left half done is
/// finished or taken back by the others after ``DynamoDBOptions/patience``. See docs/decisions/0007. The decision itself, and
/// all totals with it, is always one transaction.
///
/// Time comes from the machine's clock: those that share a ledger should agree to within a small part of a lease.
package final class DynamoDBLedger: Ledger {
  /// The number of the layout of keys and attributes.
  static let format: Int64 = 1

  let store: DynamoDBStore
  let shards: Int
  private let clock: any WallClock
  private let state = Mutex(State())

  private struct State {
    var enteredPipelines: Set<String> = []
    /// When it was last looked for what others have left half done, by pipeline.
    var repairs: [String: Date] = [:]
  }

  private init(store: DynamoDBStore, shards: Int, clock: any WallClock) {
    self.store = store
    self.shards = shards
    self.clock = clock
  }

  /// Opens a ledger, and makes its tables where they are missing.
  package static func open(
    at address: Address, client: DynamoDBClient, clock: any WallClock = SystemWallClock(),
    options: DynamoDBOptions = DynamoDBOptions()
  ) async throws -> DynamoDBLedger {
    let address = try DynamoDBAddress(address)
    var options = options
    options.createsTables = address.creates ?? options.createsTables
    options.shards = address.shards ?? options.shards
    let store = DynamoDBStore(client: client, base: address.table, options: options)
    try await store.prepareTables()
    let shards = try await agree(on: max(1, min(options.shards, 99)), isAsked: address.shards != nil, in: store)
    return DynamoDBLedger(store: store, shards: shards, clock: clock)
  }

  /// Writes down how the ledger is laid out, or reads how it was.
  private static func agree(on shards: Int, isAsked: Bool, in store: DynamoDBStore) async throws -> Int {
    let settings = ControlKey.settings.merging(["format": .number(format), "shards": .number(shards)]) { $1 }
    guard case .refused(let found?) = try await store.put(settings, in: .control, if: "attribute_not_exists(#pk)")
    else { return shards }
    guard let itsFormat = found.integer("format"), itsFormat <= format else {
      throw LedgerError(
        .newerVersion,
        "The ledger dynamodb:\(store.base) was made by a newer version of millrace. Use that version, or another table."
      )
    }
    let itsShards = Int(found.integer("shards") ?? 1)
    if isAsked && itsShards != shards {
      throw LedgerError(
        .unavailable,
        "The ledger dynamodb:\(store.base) was made with shards=\(itsShards), which cannot be changed. Write that, or leave it out."
      )
    }
    return itsShards
  }

  /// Kept to the millisecond.
  var now: Date { Date(milliseconds: clock.now.milliseconds) }

  /// Notes a pipeline's name, once for each process.
  func enter(_ pipeline: String) async throws {
    if state.withLock({ $0.enteredPipelines.contains(pipeline) }) { return }
    _ = try await store.put(ControlKey.pipeline(pipeline), in: .control)
    _ = state.withLock { $0.enteredPipelines.insert(pipeline) }
  }

  /// Whether it is time to look for what others have left half done.
  func isRepairDue(of pipeline: String) -> Bool {
    let now = now
    return state.withLock { state in
      if let last = state.repairs[pipeline], now < last + store.options.patience / 4 { return false }
      state.repairs[pipeline] = now
      return true
    }
  }

  /// The next numbers of a series: the first of them.
  func allocate(_ count: Int, of name: String, in pipeline: String) async throws -> Int64 {
    let outcome = try await store.update(
      ControlKey.sequence(name, of: pipeline), in: .control, "ADD #last :count", [":count": .number(count)],
      returns: .updatedNew)
    guard case .written(let item) = outcome, let last = item.integer("last") else { throw damaged("a sequence") }
    return last - Int64(count) + 1
  }

  func damaged(_ what: String) -> LedgerError {
    LedgerError(.corrupt, "The ledger dynamodb:\(store.base) has \(what) that cannot be read. Was it changed by hand?")
  }
}
