/// How a ledger took a manifest's completion.
package enum CompletionOutcome: Sendable, Equatable {
  /// It is in the ledger.
  case recorded
  /// Someone has completed the same manifest: the output was written twice with the same bytes. Nothing to do.
  case alreadyCompleted
  /// Someone else holds the manifest now and will complete it. Nothing to do.
  case leaseLost
  /// The manifest was dissolved or has failed for good: its files are, or will be, in other manifests. The output that
  /// was published must be deleted.
  case superseded
}
