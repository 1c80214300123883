internal import MillraceStorage

/// Files that events on a queue tell of.
struct EventedFiles: Sendable {
  let queue: any MessageQueue
  let buckets: BucketBook
  /// Which keys are taken.
  let match: [GlobPattern]
  var consumer = QueueConsumer.Options()
  /// The pauses before a message whose files could not all be loaded comes again, by how often it was received.
  var backOff = BackOff.ofMessages
}
