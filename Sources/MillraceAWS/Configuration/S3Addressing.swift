/// Where the bucket's name stands in a request to S3.
package enum S3Addressing: String, Sendable, CaseIterable {
  /// In the path for endpoints of one's own and for names with dots, else in the host.
  case automatic = "auto"
  case path
  case virtualHosted = "virtual"
}
