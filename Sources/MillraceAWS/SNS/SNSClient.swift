/// SNS
package struct SNSClient: Sendable {
}
