import Foundation
import MillraceStorage

/// Where a ledger in Redis is: `redis://[user:password@]host[:port][/database][#name]`.
///
/// User and password are percent-decoded. An IPv6 address stands in brackets. Port 6379, database 0 and the name
/// `millrace` are taken where none is given.
struct RedisAddress: Sendable, Equatable {
  var host: String
  var port: Int32 = 6379
  var user: String?
  var password: String?
  var database = 0
  /// The ledger's name: all its keys begin with it, in braces.
  var name = "millrace"

  init(_ address: Address) throws {
    if address.scheme == .rediss {
      throw LedgerError(
        .unavailable,
        "\(address) asks for TLS, which this build of hiredis cannot do. Reach the server through a private network or a TLS "
          + "tunnel (stunnel, or a sidecar) on this machine, and name the tunnel's end with redis://.")
    }
    let (credentials, place) = RedisAddress.split(address.path)
    (user, password) = try RedisAddress.credentials(credentials, of: address)
    let parts = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    (host, port) = try RedisAddress.hostAndPort(String(parts[0]), of: address)
    if parts.count > 1, !parts[1].isEmpty {
      guard let number = Int(parts[1]), (0...65_535).contains(number) else {
        throw RedisAddress.malformed(address, "“/\(parts[1])” is not the number of a database")
      }
      database = number
    }
    if let fragment = address.fragment { name = fragment }
    if name.contains(where: { "{}".contains($0) }) {
      throw RedisAddress.malformed(address, "a name has no braces: they are put around it")
    }
  }

  /// For messages: never with credentials.
  var description: String { "redis://\(host):\(port)/\(database)#\(name)" }

  private static func split(_ path: String) -> (credentials: String?, place: String) {
    guard let at = path.lastIndex(of: "@") else { return (nil, path) }
    return (String(path[..<at]), String(path[path.index(after: at)...]))
  }

  private static func credentials(
    _ text: String?, of address: Address
  ) throws -> (user: String?, password: String?) {
    guard let text else { return (nil, nil) }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let decoded = parts.compactMap { String($0).removingPercentEncoding }
    guard decoded.count == parts.count, decoded.count == 2 else {
      throw malformed(address, "what stands before “@” is user:password, percent-encoded")
    }
    return (decoded[0].isEmpty ? nil : decoded[0], decoded[1].isEmpty ? nil : decoded[1])
  }

  private static func hostAndPort(_ text: String, of address: Address) throws -> (String, Int32) {
    var host = text
    var port: Int32 = 6379
    let afterBracket = text.lastIndex(of: "]") ?? text.startIndex
    if let colon = text[afterBracket...].lastIndex(of: ":") {
      guard let number = Int32(text[text.index(after: colon)...]), (1...65_535).contains(number) else {
        throw malformed(address, "“\(text[colon...])” is not a port")
      }
      port = number
      host = String(text[..<colon])
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    if host.isEmpty { throw malformed(address, "it names no host") }
    return (host, port)
  }

  private static func malformed(_ address: Address, _ problem: String) -> LedgerError {
    LedgerError(
      .unavailable,
      "\(address) cannot be used: \(problem). Write redis://[user:password@]host[:port][/database][#name].")
  }
}
