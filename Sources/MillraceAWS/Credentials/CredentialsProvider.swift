/// A place where credentials may be found.
package protocol CredentialsProvider: Sendable {
  /// For messages: “environment”, “web identity”.
  var name: String { get }

  /// Asks the place. Called again when what it gave is about to expire.
  ///
  /// - Throws: ``AWSError`` where the place is set up but gives nothing; the chain does not go on then, because other
  ///   credentials than those one asked for would be a surprise.
  func find(in runtime: AWSRuntime) async throws(AWSError) -> CredentialsSearch
}
