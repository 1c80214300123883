/// How messages are archived.
struct ArchiveOptions: Sendable {
  var consumer = QueueConsumer.Options()
  /// Objects that are being written at the same time. A put to S3 takes tens of milliseconds.
  var uploads = 64
  /// How often a message that cannot be archived is tried where the queue has no redrive policy.
  var attempts = 5
}
