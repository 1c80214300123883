internal import MillraceAWS
internal import MillraceStorage

extension QueueError {
  /// What a batch's answer says of one of its entries.
  init(_ failure: SQSBatchAnswer.Failure, queue: String) {
    let detail = failure.message ?? ""
    let code =
      QueueError.serviceCode(failure.code, detail: detail) ?? (failure.isSenderFault ? .failed : .unavailable)
    self.init(code, "\(queue): \(failure.code): \(detail.isEmpty ? "no reason was given" : detail)")
  }
}
