/// CloudWatch metrics
package struct CloudWatchClient: Sendable {
}
