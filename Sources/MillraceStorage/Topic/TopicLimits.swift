/// Limits of SNS, which the embedded topic keeps, too.
package enum TopicLimits {
  /// Messages in one publish.
  package static let batchCount = 10
  /// Bytes of all messages of one publish, and of each alone, attributes included.
  package static let batchBytes = 262_144
}
