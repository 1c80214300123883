import GRDB

extension SQLiteQueue {
  /// How far into a FIFO queue a receive looks for groups that are not blocked; SQS has such a limit, too.
  static let longestLook = 20_000

  /// The oldest messages of the groups of which nothing is in flight, in their order.
  ///
  /// Looking past a blocked group costs a step for each of its messages, at most ``longestLook``.
  func nextInOrder(_ maximum: Int, at now: LedgerTime, in db: Database) throws -> [StoredMessage] {
    var blocked = try blockedGroups(at: now, in: db)
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, group_id, visible_at FROM messages INDEXED BY messages_in_order
        WHERE queue_id = ? AND group_id IS NOT NULL ORDER BY id LIMIT \(SQLiteQueue.longestLook)
        """)
    let rows = try Row.fetchCursor(statement, arguments: [id])
    var chosen: [Int64] = []
    while chosen.count < maximum, let row = try rows.next() {
      let group: String = row[1]
      if blocked.contains(group) { continue }
      let visibleAt: LedgerTime = row[2]
      // What comes after a message that nobody may see yet has to wait for it.
      if visibleAt > now { blocked.insert(group) } else { chosen.append(row[0]) }
    }
    return try chosen.compactMap { try StoredMessage.find($0, in: db) }
  }

  /// Groups with a message in flight.
  private func blockedGroups(at now: LedgerTime, in db: Database) throws -> Set<String> {
    let statement = try db.cachedStatement(
      sql: """
        SELECT DISTINCT group_id FROM messages INDEXED BY messages_by_visibility
        WHERE queue_id = ? AND visible_at > ? AND receipt IS NOT NULL AND group_id IS NOT NULL
        """)
    return try String.fetchSet(statement, arguments: [id, now])
  }
}
