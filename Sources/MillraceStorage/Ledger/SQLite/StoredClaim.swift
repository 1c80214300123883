import GRDB

/// An item's row in the table of claims.
struct StoredClaim {
  let pipelineID: Int64
  let token: Int64
  let owner: String
  /// Nil once it is done.
  let until: LedgerTime?
  let output: String?

  var isDone: Bool { until == nil }

  static func find(_ item: String, of pipelineID: Int64, in db: Database) throws -> StoredClaim? {
    let statement = try db.cachedStatement(
      sql: "SELECT token, owner, lease_until, output FROM claims WHERE pipeline_id = ? AND item = ?")
    return try Row.fetchOne(statement, arguments: [pipelineID, item]).map {
      StoredClaim(pipelineID: pipelineID, token: $0[0], owner: $0[1], until: $0[2], output: $0[3])
    }
  }

  /// The row if nobody has claimed the item since. It may be done, by this very claim.
  static func held(by claim: Claim, in db: Database) throws -> StoredClaim? {
    guard let pipelineID = try SQLiteLedger.pipelineID(claim.pipeline, in: db),
      let stored = try find(claim.item, of: pipelineID, in: db), stored.token == claim.token
    else { return nil }
    return stored
  }

  /// Why the item cannot be claimed; nil if it can.
  func outcome(at now: LedgerTime) -> ClaimOutcome? {
    guard let until else { return .done(output: output ?? "") }
    return until > now ? .held(owner: owner, until: until.date) : nil
  }
}
