/// A service that the server plays, by the name in its signatures.
enum Service: String, Sendable, CaseIterable {
  case s3, sqs, sns, sts
}
