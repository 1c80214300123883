package import MillraceStorage

extension RedisLedger {
  package func complete(_ lease: Lease, with result: ManifestResult) async throws -> CompletionOutcome {
    let reply = try await change(
      .complete, of: lease.pipeline,
      [
        lease.manifestID, String(lease.token), try OutputList.encode(result.outputs),
        String(result.outputs.reduce(0) { $0 + $1.size }),
      ] + result.inputs.flatMap { [String($0.rows), String($0.badRecords)] })
    switch reply {
    case .text("recorded"): return .recorded
    case .text("alreadyCompleted"): return .alreadyCompleted
    case .text("leaseLost"): return .leaseLost
    case .text("superseded"): return .superseded
    case .integer(let files):
      throw LedgerError(
        .invalidRequest,
        "Manifest \(lease.manifestID) has \(files) inputs, but counts for \(result.inputs.count) were given.")
    default: throw unexpected(reply)
    }
  }

  package func fail(_ lease: Lease, reason: String, disposition: FailureDisposition) async throws -> Bool {
    let time =
      switch disposition {
      case .retry(let time): String(time.milliseconds)
      case .dead: ""
      }
    return try await change(.fail, of: lease.pipeline, [lease.manifestID, String(lease.token), reason, time])
      == .integer(1)
  }

  package func reject(_ rejections: [FileRejection], from lease: Lease) async throws -> Bool {
    let refusals = Dictionary(rejections.map { ($0.file, $0.refusal) }, uniquingKeysWith: { first, _ in first })
    let reason = "\(refusals.count) of its files refused: \(rejections.first?.refusal.reason ?? "")"
    let files = refusals.flatMap { file, refusal in
      [file.address, file.version, String(file.size), refusal.state.letter, refusal.reason]
    }
    let reply = try await change(
      .reject, of: lease.pipeline, [lease.manifestID, String(lease.token), reason] + files)
    if reply == .integer(-1) {
      throw LedgerError(
        .invalidRequest, "Only inputs of manifest \(lease.manifestID) can be rejected from it, and at least one.")
    }
    return reply == .integer(1)
  }
}
