/// What becomes of a receipt handle once its message was received again.
package enum StaleHandles: String, Sendable, CaseIterable {
  /// It is refused with `ReceiptHandleIsInvalid`.
  case reject
  /// It still works, as it mostly does on SQS's standard queues.
  case accept
  /// The request succeeds, and does nothing: what SQS says may happen.
  case ignore
}
