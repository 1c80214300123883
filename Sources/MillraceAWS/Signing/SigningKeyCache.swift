internal import Synchronization

/// The latest signing keys: deriving one takes five hashes, and it holds for a day.
package final class SigningKeyCache: Sendable {
  private struct Entry {
    let accessKeyID: String
    let secret: String
    let day: String
    let region: String
    let service: String
    let key: SigningKey
  }

  private static let capacity = 16
  private let entries = Mutex<[Entry]>([])

  package init() {}

  package func key(_ credentials: AWSCredentials, day: String, region: String, service: String) -> SigningKey {
    entries.withLock { entries in
      let known = entries.first {
        $0.service == service && $0.region == region && $0.day == day && $0.accessKeyID == credentials.accessKeyID
          && $0.secret == credentials.secretAccessKey
      }
      if let known { return known.key }
      let key = SigningKey(secret: credentials.secretAccessKey, day: day, region: region, service: service)
      if entries.count == SigningKeyCache.capacity { entries.removeFirst() }
      entries.append(
        Entry(
          accessKeyID: credentials.accessKeyID, secret: credentials.secretAccessKey, day: day, region: region,
          service: service, key: key))
      return key
    }
  }
}
