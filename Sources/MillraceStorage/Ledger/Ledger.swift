package import Foundation

/// Knows every file and manifest of one or more pipelines and its state, durably.
///
/// Several pipelines, and several processes, may share one ledger. What a call reports as done survives a crash of the
/// process and of the machine. Every call is atomic unless it says otherwise. Time comes from the ledger's ``WallClock``
/// and is kept to the millisecond. Errors are ``LedgerError``.
package protocol Ledger: SchemaRegistry, ClaimStore {
  // MARK: Intake

  /// Enters files that were found. The answer has one element a file, in the same order.
  ///
  /// Idempotent: an address and version that the pipeline knows already is left as it is. A new version of a known
  /// address is a new file. Files are planned in the order in which they were entered. Each part of a large number of
  /// files is atomic, not the whole.
  func register(_ files: [NewFile], in pipeline: String) async throws -> [Registration]

  // MARK: Planning

  /// The partitions in which files are waiting, by name.
  func pendingPartitions(of pipeline: String) async throws -> [PendingPartition]

  /// Makes a manifest of the oldest files that wait in a partition, and takes them out of the queue.
  ///
  /// Nil if there is nothing to do, for example because another process was faster. See ``ManifestSelection`` for which
  /// files it takes.
  func plan(_ request: PlanRequest) async throws -> Manifest?

  // MARK: Work

  /// Takes the oldest unfinished manifest that nobody holds and whose back-off time has passed.
  ///
  /// - Parameter duration: the lease's length in seconds, from now.
  func claimManifest(of pipeline: String, owner: String, for duration: TimeInterval) async throws -> ClaimedManifest?

  /// Takes a particular manifest, as a queue of manifests names it.
  ///
  /// Nil if someone holds it, its back-off time has not passed, or it is not, or no longer, to be done.
  func claimManifest(
    _ id: String, of pipeline: String, owner: String, for duration: TimeInterval
  ) async throws -> ClaimedManifest?

  /// Prolongs a lease. Nil if it is not the owner's any more: then the work is to be dropped.
  func renew(_ lease: Lease, for duration: TimeInterval) async throws -> Lease?

  /// Gives a manifest back at once, unfinished. Nothing happens if the lease is not the owner's any more.
  func release(_ lease: Lease) async throws

  /// Records that a manifest's outputs are published. Its files become `completed`.
  func complete(_ lease: Lease, with result: ManifestResult) async throws -> CompletionOutcome

  /// Records that an attempt failed: the manifest is tried again later, or its files become `failed`. The answer says
  /// whether the lease was still the owner's; if not, nothing was changed.
  func fail(_ lease: Lease, reason: String, disposition: FailureDisposition) async throws -> Bool

  /// Takes files out of a manifest. They become `quarantined` or `failed`, the others `pending` again, and the manifest is
  /// dissolved. The answer says whether the lease was still the owner's; if not, nothing was changed.
  ///
  /// An output that the manifest may already have published has to be deleted *before* this call.
  func reject(_ rejections: [FileRejection], from lease: Lease) async throws -> Bool

  /// Sends failed or quarantined files round again: they become `pending`. The answer is how many.
  ///
  /// Each part of a large number of files is atomic, not the whole.
  func redrive(_ selection: RedriveSelection, in pipeline: String) async throws -> Int

  // MARK: Reports

  /// The pipelines that have used this ledger, by name.
  func pipelines() async throws -> [String]

  /// Every version of a file that was ever entered, oldest first; of one pipeline, or of all.
  func versions(of address: String, in pipeline: String?) async throws -> [LedgerFile]

  /// Files in a state, a page at a time, oldest first within a partition.
  ///
  /// - Parameter cursor: nil for the first page, then ``FilePage/next`` of the page before.
  func files(in state: FileState, of pipeline: String, after cursor: String?, limit: Int) async throws -> FilePage

  /// How many files are in each state, and their bytes. Costs the same however many files there are.
  func counts(of pipeline: String) async throws -> StateCounts

  /// What a pipeline has done since it began. Nil if the ledger does not know it.
  func totals(of pipeline: String) async throws -> PipelineTotals?

  /// A manifest with its inputs. Nil unless it is unfinished or completed.
  func manifest(_ id: String, of pipeline: String) async throws -> Manifest?

  /// Manifests that are still to be done, oldest first.
  func unfinishedManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary]

  /// Manifests in any state, newest first.
  func recentManifests(of pipeline: String, limit: Int) async throws -> [ManifestSummary]
}
