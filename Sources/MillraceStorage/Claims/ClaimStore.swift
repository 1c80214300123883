package import Foundation

/// Decides who works on what, an item at a time, and remembers what is done: the ledger of pipelines that have no manifests.
///
/// An item is anything with a stable identity: one version of an object, a message id, a file. Claims lapse, so that what a
/// dead process held comes back; a token fences off the process that was only slow. Errors are ``LedgerError``. Batches
/// are not atomic as a whole; each item is.
package protocol ClaimStore: Sendable {
  /// Tries to take items. One element an item, in the same order. Of two that ask at once, one gets it; what is held is
  /// refused to its own owner, too, because the same message may be delivered to a process twice.
  func claim(_ items: [String], in pipeline: String, owner: String, for duration: TimeInterval) async throws
    -> [ClaimOutcome]

  /// Prolongs claims from now on, and also those that have lapsed if nobody has taken the item since. The answer holds those that are not the owner's any more: that work is to be dropped.
  func renew(_ claims: [Claim], for duration: TimeInterval) async throws -> [Claim]

  /// Records what is done, also by a claim that has lapsed if nobody has taken the item since. Doing it again with the same
  /// claim changes nothing and is no loss. The answer holds those that were not the owner's any more; they are left as they are.
  ///
  /// - Parameter output: where the result is, for people; may be empty.
  func finish(_ claims: [Claim], output: String) async throws -> [Claim]

  /// Gives items back at once. Those that are not the owner's any more are left as they are.
  func release(_ claims: [Claim]) async throws

  /// Forgets items whatever their state, so that they are done again.
  func forget(_ items: [String], in pipeline: String) async throws

  /// Items that are held, the longest held first.
  func heldItems(of pipeline: String, limit: Int) async throws -> [HeldItem]

  /// What is known of items, without taking them. One element an item, in the same order; each is right for some moment
  /// during the call. Asks in batches, so that many cost little more than one.
  func states(of items: [String], in pipeline: String) async throws -> [ItemState]

  /// How many items are held and done.
  func claimCounts(of pipeline: String) async throws -> ClaimCounts

  /// Small texts that a pipeline keeps under names, such as how far a listing has come; nil where there is none. One element a
  /// name, in the same order. Many cost little more than one.
  func checkpoints(_ names: [String], of pipeline: String) async throws -> [String?]

  /// Stores such texts. Many cost little more than one. Of two for one name the last counts. What a crash in the middle leaves is whole
  /// texts, of some of the names; on SQLite and Redis (up to 500) of all or none.
  func setCheckpoints(_ checkpoints: [(name: String, text: String)], of pipeline: String) async throws

  /// Forgets such texts. Names that there are not are passed over.
  func removeCheckpoints(_ names: [String], of pipeline: String) async throws
}

extension ClaimStore {
  /// One such text; nil if there is none.
  package func checkpoint(_ name: String, of pipeline: String) async throws -> String? {
    try await checkpoints([name], of: pipeline).first ?? nil
  }

  /// Stores one such text.
  package func setCheckpoint(_ text: String, named name: String, of pipeline: String) async throws {
    try await setCheckpoints([(name, text)], of: pipeline)
  }
}
