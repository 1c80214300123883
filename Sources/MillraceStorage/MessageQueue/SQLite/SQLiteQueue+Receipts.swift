import GRDB

extension SQLiteQueue {
  package func delete(_ handles: [String]) async throws -> [HandleFailure] {
    if handles.isEmpty { return [] }
    let failures = try await file.write { [self] db in
      try handles.compactMap { handle in
        try delete(handle, in: db).map { HandleFailure(handle: handle, error: $0) }
      }
    }
    // Groups may be free now.
    if isFIFO { file.arrivals.note(handles.count, in: id) }
    return failures
  }

  private func delete(_ handle: String, in db: Database) throws -> QueueError? {
    switch try MessageReceipt.find(handle, in: self, db) {
    case .gone: return nil
    case .invalid(let error): return error
    case .current(let message, let visibleAt, _):
      if isFIFO && visibleAt <= LedgerTime(clock.now) { return SQLiteQueue.lapsed }
      try StoredMessage.delete(message, in: db)
      return nil
    }
  }

  package func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure] {
    if changes.isEmpty { return [] }
    let failures = try await file.write(isDurable: false) { [self] db in
      try changes.compactMap { change in
        try apply(change, in: db).map { HandleFailure(handle: change.handle, error: $0) }
      }
    }
    let givenBack = changes.count { $0.timeout <= .zero }
    if givenBack > 0 { file.arrivals.note(givenBack, in: id) }
    return failures
  }

  private func apply(_ change: VisibilityChange, in db: Database) throws -> QueueError? {
    guard (.zero...QueueLimits.longestVisibility).contains(change.timeout) else {
      return QueueError(
        .invalidRequest, "The visibility timeout was to be \(change.timeout); 0 to 12 hours are allowed.")
    }
    switch try MessageReceipt.find(change.handle, in: self, db) {
    case .gone:
      return QueueError(.invalidHandle, "The message was deleted.")
    case .invalid(let error):
      return error
    case .current(let message, let visibleAt, let receivedAt):
      let now = LedgerTime(clock.now)
      if visibleAt <= now { return SQLiteQueue.lapsed }
      let until = now.adding(change.timeout)
      if until > receivedAt.adding(QueueLimits.longestVisibility) {
        return QueueError(.invalidRequest, "A message can stay invisible for 12 hours in all from its receipt.")
      }
      try db.cachedStatement(sql: "UPDATE messages SET visible_at = ? WHERE id = ?").execute(arguments: [
        until, message,
      ])
      return nil
    }
  }

  private static let lapsed = QueueError(
    .invalidHandle, "The message's visibility timeout has lapsed: it is in the queue again. Prolong timeouts in time.")
}
