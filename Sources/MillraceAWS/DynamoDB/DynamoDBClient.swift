/// DynamoDB, by the operations that ledgers need.
package struct DynamoDBClient: Sendable {
}
