/// Opens what addresses lead to. The engine asks for seams and never knows what lies behind them.
///
/// What one provider opens shares its connections. Errors say which address it was, and what would do instead.
package protocol StorageProvider: Sendable {
  /// A folder or a bucket, with an optional prefix that every key gets; or a folder of a web server, which can only be read.
  func objectStore(_ address: Address) async throws -> any ObjectStore

  /// The store of the objects that events name by their bucket.
  ///
  /// - Parameter base: where buckets are folders; nil: where the provider's credentials lead.
  func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore

  func queue(_ address: Address) async throws -> any MessageQueue

  func topic(_ address: Address) async throws -> any Topic

  func ledger(_ address: Address) async throws -> any Ledger

  /// What takes calls over HTTP at a URL. Nothing is connected yet.
  func endpoint(_ url: String) async throws -> any WebEndpoint

  /// Closes connections. Nothing that was opened may be used any more.
  func close() async
}
