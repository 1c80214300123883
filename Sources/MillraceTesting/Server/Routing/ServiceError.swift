/// An error as a service answers it.
struct ServiceError: Error, Sendable {
  var code: String
  var message: String
  var status: Int
  /// Further elements of S3's `<Error>`, e.g. the expected digest.
  var details: [(String, String)]
  /// In headers of the answer, e.g. `Retry-After`.
  var headers: [(String, String)] = []

  init(_ code: String, _ message: String, _ status: Int = 400, details: [(String, String)] = []) {
    self.code = code
    self.message = message
    self.status = status
    self.details = details
  }
}
