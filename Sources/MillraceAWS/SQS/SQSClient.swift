/// SQS
package struct SQSClient: Sendable {
}
