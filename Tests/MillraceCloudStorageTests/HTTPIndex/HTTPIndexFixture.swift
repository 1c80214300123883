import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting

/// An nginx with a store on it.
struct HTTPIndexFixture {
  let server: NginxServer
  let storage: CloudStorage

  init(settings: String = "") async throws {
    server = try await NginxServer(settings: settings)
    storage = CloudStorage(configuration: AWSConfiguration())
  }

  /// - Parameter path: behind the server's address.
  func store(_ path: String = "", credentials: String = "") async throws -> any ObjectStore {
    try await storage.objectStore(
      Address(scheme: .http, path: "\(credentials)127.0.0.1:\(server.port)/\(path)"))
  }

  func keys(_ selection: ObjectSelection = ObjectSelection(), at path: String = "") async throws -> [String] {
    var keys: [String] = []
    for try await page in try await store(path).list(selection) { keys += page.map(\.key.text) }
    return keys
  }

  func with(_ body: (Self) async throws -> Void) async throws {
    do {
      try await body(self)
    } catch {
      await storage.close()
      throw error
    }
    await storage.close()
  }
}
