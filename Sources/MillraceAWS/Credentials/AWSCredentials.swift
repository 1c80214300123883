/// An access key, and until when it can be used. Neither `print` nor a log shows its secrets.
package struct AWSCredentials: Sendable, Equatable {
  package var accessKeyID: String
  package var secretAccessKey: String
  package var sessionToken: String?
  /// Seconds since 1970; nil: they do not expire.
  package var expiration: Int64?
  /// Where they come from, for messages.
  package var origin: String

  package init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Int64? = nil,
    origin: String = "given"
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
    self.origin = origin
  }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "credentials of \(accessKeyID) from \(origin)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID, "origin": origin]) }
}
