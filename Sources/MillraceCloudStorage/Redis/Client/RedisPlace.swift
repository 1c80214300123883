import Synchronization

/// Where the connections of a pool lead: the address, until a node of a cluster names another.
final class RedisPlace: Sendable {
  private let address: Mutex<RedisAddress>
  private let start: RedisAddress

  init(_ address: RedisAddress) {
    start = address
    self.address = Mutex(address)
  }

  var current: RedisAddress { address.withLock { $0 } }

  /// Goes back to the address one was given: the node that was named may be gone.
  func forgetRedirection() {
    address.withLock { $0 = start }
  }

  /// Follows `MOVED <slot> <host>:<port>`. False if the message is none.
  func follow(_ message: String) -> Bool {
    let words = message.split(separator: " ")
    guard words.count == 3, words[0] == "MOVED", let colon = words[2].lastIndex(of: ":"),
      let port = Int32(words[2][words[2].index(after: colon)...])
    else { return false }
    let host = String(words[2][..<colon])
    address.withLock {
      // An empty host means the one that has answered.
      if !host.isEmpty { $0.host = host }
      $0.port = port
    }
    return true
  }
}
