internal import MillracePacking
internal import MillraceStorage

/// What a pipeline that loads files is composed of at run time. Tests put others in their places.
struct LoadParts: Sendable {
  var source: LoadSource
  var queue: any MessageQueue
  var ledger: any ClaimStore
  var quarantine: QuarantineStore
  /// What becomes of records that no message can hold.
  var oversize = MessageMaker.Oversize.quarantine
  /// How records become messages. The largest body is set by the queue.
  var packing: PackingOptions
  /// The largest message, attributes included, in bytes; nil: as the queue is set.
  var messageBytes: Int?
  /// How often, and after which pauses, what failed because of its surroundings is tried again.
  var retry = RetryPolicy(maximumAttempts: 5, firstDelay: 1, maximumDelay: 60)
}
