/// Limits of SQS, which the embedded queue keeps, too.
package enum QueueLimits {
  /// Messages in one send, receive, delete or change of visibility.
  package static let batchCount = 10
  /// Bytes of all messages of one send, attributes included; also the most that a queue's own limit for one message can be.
  package static let batchBytes = 1_048_576
  /// Attributes of one message.
  package static let attributeCount = 10
  /// The longest wait of a receive.
  package static let longestWait = Duration.seconds(20)
  /// The longest time from its receipt that a message may stay invisible.
  package static let longestVisibility = Duration.seconds(43_200)
  /// The longest delay of a message.
  package static let longestDelay = Duration.seconds(900)
}
