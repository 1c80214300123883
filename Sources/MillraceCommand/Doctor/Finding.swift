/// One thing that was checked.
struct Finding: Encodable, Sendable, Equatable {
  /// What was checked, in lower case: `queue.redrive`. Scripts may rely on it.
  var check: String
  /// The address, file or folder that it is about.
  var subject: String
  var verdict: Verdict
  /// What was found.
  var message: String
  /// How to mend it, on one line; a command where there is one.
  var remedy: String?

  init(_ check: String, _ subject: String, _ verdict: Verdict, _ message: String, remedy: String? = nil) {
    self.check = check
    self.subject = subject
    self.verdict = verdict
    self.message = message
    self.remedy = remedy
  }
}
