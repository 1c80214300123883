import MillraceAWS
import MillraceStorage

extension LedgerError {
  static func from(_ error: DynamoDBError, table: String) -> any Error {
    let place = "The ledger dynamodb:\(table)"
    switch error.code {
    case .cancelled: return CancellationError()
    case .accessDenied:
      return LedgerError(
        .unavailable,
        "\(place) may not be used with these credentials: \(error). It needs \(neededActions(table: table)).",
        cause: error)
    case .notFound:
      return LedgerError(
        .unavailable, "\(place) lacks a table, or is in another region: \(error). Tables are \(names(table)).",
        cause: error)
    case .transactionConflict, .transactionCancelled:
      return LedgerError(
        .locked, "\(place) is being changed by others all the time: \(error). Try again.", cause: error)
    case .conditionFailed, .inUse, .invalidRequest, .unavailable, .failed:
      return LedgerError(.unavailable, "\(place) failed: \(error)", cause: error)
    }
  }

  /// What a policy has to allow.
  static func neededActions(table: String) -> String {
    "dynamodb:DescribeTable, GetItem, BatchGetItem, Query, PutItem, UpdateItem, DeleteItem, BatchWriteItem and "
      + "ConditionCheckItem on table/\(table)* and its indexes, and CreateTable and UpdateTimeToLive to make the tables"
  }

  private static func names(_ table: String) -> String {
    LedgerTable.allCases.map { $0.name(table) }.joined(separator: ", ")
  }
}
