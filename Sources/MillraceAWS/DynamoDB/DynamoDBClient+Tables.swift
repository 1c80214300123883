extension DynamoDBClient {
  /// Creates a table. It can be used once ``describeTable(_:)`` says that it is active.
  @discardableResult
  package func createTable(_ input: CreateTable) async throws(DynamoDBError) -> TableDescription {
    try await call(input)
  }

  /// Asks for what a table is.
  package func describeTable(_ input: DescribeTable) async throws(DynamoDBError) -> TableDescription {
    try await call(input)
  }

  /// Names the attribute after which items are deleted.
  package func updateTimeToLive(_ input: UpdateTimeToLive) async throws(DynamoDBError) { try await call(input) }

  /// Lists tables.
  package func listTables(_ input: ListTables = .init()) async throws(DynamoDBError) -> ListTables.Output {
    try await call(input)
  }
}
