extension DynamoDBClient {
  /// Reads one item; nil: there is none.
  package func getItem(_ input: GetItem) async throws(DynamoDBError) -> DynamoDBItem? { try await call(input) }

  /// Writes a whole item.
  ///
  /// - Returns: the attributes that ``PutItem/returns`` asked for.
  @discardableResult
  package func putItem(_ input: PutItem) async throws(DynamoDBError) -> DynamoDBItem? { try await call(input) }

  /// Changes attributes of an item.
  ///
  /// - Returns: the attributes that ``UpdateItem/returns`` asked for.
  @discardableResult
  package func updateItem(_ input: UpdateItem) async throws(DynamoDBError) -> DynamoDBItem? { try await call(input) }

  /// Deletes an item.
  ///
  /// - Returns: the attributes that ``DeleteItem/returns`` asked for.
  @discardableResult
  package func deleteItem(_ input: DeleteItem) async throws(DynamoDBError) -> DynamoDBItem? { try await call(input) }

  /// Reads a page of items of one partition.
  package func query(_ input: Query) async throws(DynamoDBError) -> ItemPage { try await call(input) }

  /// Reads a page of items of a table or index.
  package func scan(_ input: Scan) async throws(DynamoDBError) -> ItemPage { try await call(input) }

  /// Writes all or nothing.
  ///
  /// - Throws: ``DynamoDBError/Code/transactionCancelled`` with the reason for each action.
  package func transactWriteItems(_ input: TransactWriteItems) async throws(DynamoDBError) { try await call(input) }
}
