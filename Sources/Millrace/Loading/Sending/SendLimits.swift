internal import MillraceStorage

/// What may be under way to the queue.
struct SendLimits: Sendable {
  /// Batches whose messages the ledger does not all know yet: what a death repeats at most.
  var batches = 64
  /// Bytes of the batches that are being sent, and again of the messages that wait for that.
  var bytes = 128 << 20
  /// Bytes of bad records that wait to be written down.
  var badBytes = 4 << 20

  /// Messages that may wait to be sent.
  var waitingMessages: Int { (batches + 1) * QueueLimits.batchCount }
  /// Bytes that may wait to be sent.
  var waitingBytes: Int { min(bytes, (batches + 1) * QueueLimits.batchBytes) }
}
