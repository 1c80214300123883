import GRDB

/// Gathers how a transaction moves files between states, and adds it to the running totals at its end.
struct TallyChanges {
  private struct Key: Hashable {
    var partitionID: Int64
    var state: FileState
  }

  private var changes: [Key: StateCounts.Tally] = [:]

  mutating func add(files: Int = 1, bytes: Int64, to state: FileState, of partitionID: Int64) {
    var tally = changes[Key(partitionID: partitionID, state: state), default: StateCounts.Tally()]
    tally.files += files
    tally.bytes += bytes
    changes[Key(partitionID: partitionID, state: state)] = tally
  }

  mutating func move(
    files: Int = 1, bytes: Int64, from old: FileState, to new: FileState, of partitionID: Int64
  ) {
    add(files: -files, bytes: -bytes, to: old, of: partitionID)
    add(files: files, bytes: bytes, to: new, of: partitionID)
  }

  func apply(to db: Database) throws {
    let insert = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO tallies (partition_id, state, files, bytes) VALUES (?, ?, 0, 0)")
    let update = try db.cachedStatement(
      sql: "UPDATE tallies SET files = files + ?, bytes = bytes + ? WHERE partition_id = ? AND state = ?")
    for (key, tally) in changes where tally != StateCounts.Tally() {
      try insert.execute(arguments: [key.partitionID, key.state.code])
      try update.execute(arguments: [tally.files, tally.bytes, key.partitionID, key.state.code])
    }
  }
}
