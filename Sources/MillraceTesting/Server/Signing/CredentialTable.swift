internal import Synchronization

/// The access keys that the server knows: one that is given, and those that its STS hands out.
final class CredentialTable: Sendable {
  private let credentials: Mutex<[String: Credential]>

  init(_ credential: Credential) {
    credentials = Mutex([credential.accessKey: credential])
  }

  subscript(accessKey: String) -> Credential? { credentials.withLock { $0[accessKey] } }

  func add(_ credential: Credential) { credentials.withLock { $0[credential.accessKey] = credential } }
}
