import Millrace

/// What `archive` has done; printed by `--json` as it stands.
struct ArchiveFacts: Encodable {
  struct Failure: Encodable {
    var file: String
    var reason: String
  }

  var pipeline: String
  /// Where files went; nil: they were deleted.
  var to: String?
  var isDryRun: Bool
  /// Moved or deleted, or those that would be.
  var archived: Int
  var bytes: Int64
  /// Done, but not long enough ago.
  var recent: Int
  /// Not done, or done at another version.
  var open: Int
  var quarantined: Int
  /// The pipeline does not take them.
  var unmatched: Int
  var failed: Int
  var failures: [Failure]

  init(_ pipeline: String, _ plan: ArchivePlan, _ tally: ArchiveTally, isDryRun: Bool) {
    self.pipeline = pipeline
    to = plan.target?.readable
    self.isDryRun = isDryRun
    archived = tally.archived
    bytes = tally.bytes
    recent = tally.recent
    open = tally.open
    quarantined = tally.quarantined
    unmatched = tally.unmatched
    failed = tally.failures.count
    failures = tally.failures.map { Failure(file: $0.file, reason: $0.reason) }
  }

  /// For a person.
  var text: String {
    let verb = to == nil ? "deleted" : "moved"
    let target = to.map { " to \($0)" } ?? ""
    var lines = [
      "\(pipeline): \(Quantity.counted(archived, "file")) \(isDryRun ? "would be \(verb)" : verb)\(target), "
        + Quantity.bytes(bytes)
    ]
    let left = [
      (recent, "done too lately"), (open, "not done"), (quarantined, "in quarantine"),
      (unmatched, "not of this pipeline"), (failed, "failed"),
    ].filter { $0.0 > 0 }
    if !left.isEmpty {
      lines.append("  left: " + left.map { "\(Quantity.count($0.0)) \($0.1)" }.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }
}
