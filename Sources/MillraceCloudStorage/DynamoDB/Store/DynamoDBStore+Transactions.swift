import Foundation
import MillraceAWS
import MillraceStorage

extension DynamoDBStore {
  /// How often a transaction is tried that others are in the way of.
  private static let attempts = 40

  /// Writes all or nothing. Where another transaction has one of the items, it waits a little and tries again.
  ///
  /// - Returns: nil if it was written, else a reason for each action, at least one of which is a failed condition.
  func transact(_ actions: [DynamoDBClient.TransactWriteItems.Action]) async throws -> [CancellationReason]? {
    try options.beforeWrite?()
    var pause = 0.005
    for attempt in 1... {
      do throws(DynamoDBError) {
        try await client.transactWriteItems(.init(actions))
      } catch {
        if error.code == .transactionCancelled, error.reasons.contains(where: \.isConditionFailure) {
          return error.reasons
        }
        let isPassing = error.reasons.contains { DynamoDBStore.passing.contains($0.code) }
        guard attempt < DynamoDBStore.attempts, isPassing || error.code == .transactionConflict else {
          throw LedgerError.from(error, table: base)
        }
        try await Task.sleep(for: .seconds(pause * Double.random(in: 0.5...1)))
        pause = min(pause * 2, 0.5)
        continue
      }
      return nil
    }
    return nil
  }

  private static let passing: Set<String> = [
    "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded",
  ]

  func putAction(
    _ item: DynamoDBItem, in table: LedgerTable, if condition: String? = nil, _ values: DynamoDBItem = [:]
  ) -> DynamoDBClient.TransactWriteItems.Action {
    .put(
      .init(
        table: name(table), item: item, condition: .init(condition),
        arguments: .init(condition, values: values)))
  }

  func updateAction(
    _ key: DynamoDBItem, in table: LedgerTable, _ expression: String, if condition: String? = nil,
    _ values: DynamoDBItem
  ) -> DynamoDBClient.TransactWriteItems.Action {
    .update(
      .init(
        table: name(table), key: key, update: expression, condition: .init(condition),
        arguments: .init(expression, condition, values: values)))
  }

  func deleteAction(
    _ key: DynamoDBItem, from table: LedgerTable, if condition: String, _ values: DynamoDBItem
  ) -> DynamoDBClient.TransactWriteItems.Action {
    .delete(
      .init(
        table: name(table), key: key, condition: .init(condition),
        arguments: .init(condition, values: values)))
  }

  func checkAction(
    _ key: DynamoDBItem, in table: LedgerTable, if condition: String, _ values: DynamoDBItem
  ) -> DynamoDBClient.TransactWriteItems.Action {
    .check(
      .init(
        table: name(table), key: key, condition: .init(condition),
        arguments: .init(condition, values: values)))
  }

  /// Does something to each element, some at the same time. The answers are in the order of the elements.
  func concurrently<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var values: [Value?] = Array(repeating: nil, count: elements.count)
      var next = 0
      func addOne() {
        guard next < elements.count else { return }
        let index = next
        next += 1
        group.addTask { (index, try await body(elements[index])) }
      }
      for _ in 0..<max(1, options.concurrency) { addOne() }
      while let (index, value) = try await group.next() {
        values[index] = value
        addOne()
      }
      return values.compactMap(\.self)
    }
  }
}
