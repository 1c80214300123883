internal import MillraceAWS
internal import MillraceStorage

extension StoreError {
  /// - Parameter action: what was tried: `read`.
  init(_ answer: WebAnswer, doing action: String) {
    let code: Code =
      switch answer.status {
      case 401, 403, 407: .accessDenied
      case 404, 410: .notFound
      case 412: .changed
      default: .failed
      }
    let advice =
      switch answer.status {
      case 401: " Write user and password into the address, as in https://user:password@host/folder/."
      case 403: " See that the server may read it."
      case 300..<400: " It leads too often elsewhere, or nowhere."
      case 500...: " See the server's log."
      default: ""
      }
    self.init(
      code, "Cannot \(action) \(answer.url.text): the server answers with status \(answer.status).\(advice)")
  }

  /// No answer came.
  init(_ error: TransportError, doing action: String, place: String) {
    let message =
      error.code == .answerTooLarge
      ? "the server sends more than was asked for; it must know ranges (nginx: no “max_ranges 0”, no filters)"
      : error.message
    self.init(.failed, "Cannot \(action) \(place): \(message)", cause: error)
  }
}
