internal import MillraceJSON
internal import MillraceStorage

/// How messages are archived.
struct ArchiveOptions: Sendable {
  /// The pipeline's name in the ledger.
  var pipeline = "archive"
  var consumer = QueueConsumer.Options()
  var layout = PipelineConfiguration.Sink.Archive.Layout.objects
  /// Which messages are archived, and what becomes of their parsed bodies.
  var transform = RecordTransform([])
  /// When a batch is closed.
  var batch = PipelineConfiguration.Sink.Archive.Batch()
  /// Of Parquet pages; for lines, gzip and zstd are those of the file.
  var compression = PipelineConfiguration.Compression.none
  /// Objects that are being written at the same time, where each message is one. A put to S3 takes tens of milliseconds.
  var uploads = 64
  /// Batches that are being written at the same time.
  var writers = 2
  /// Where the goal is to become idle: how long a batch waits for another message when none comes.
  var quiet = Duration.milliseconds(500)
  /// The same where the goal is to do what is due.
  var quietOfDue = Duration.milliseconds(50)
  /// How often a message that cannot be archived is tried where the queue has no redrive policy.
  var attempts = 5

  /// Consumer options that hold what batches need: those that are being written and the one that is being filled.
  var consumerOptions: QueueConsumer.Options {
    var consumer = consumer
    guard layout != .objects else { return consumer }
    consumer.maximumMessages = max(consumer.maximumMessages, batch.count * (writers + 1))
    consumer.maximumBytes = max(consumer.maximumBytes, Int(batch.size) * (writers + 1))
    return consumer
  }
}

/// What an archive is composed of at run time. Tests put others in their places.
struct ArchiveParts: Sendable {
  var queue: any MessageQueue
  /// Takes the messages.
  var store: any ObjectStore
  /// Knows which messages are done; nil: a message that its sender has sent twice is kept twice, and a batch may hold messages
  /// that an earlier one has, after a crash.
  var ledger: (any ClaimStore)?
  /// How often, and after which pauses, what failed because of its surroundings is tried again.
  var retry = RetryPolicy(maximumAttempts: 5, firstDelay: 1, maximumDelay: 60)
}
