/// What looking for credentials in one place came to.
package enum CredentialsSearch: Sendable {
  case found(AWSCredentials)
  /// The place is not set up here; the text says how one can tell.
  case absent(String)
}
