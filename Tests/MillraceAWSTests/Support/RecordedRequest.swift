import NIOHTTP1

/// What a ``ScriptedServer`` received.
struct RecordedRequest: Sendable {
  var method: HTTPMethod
  /// Path and query as they came.
  var target: String
  var headers: HTTPHeaders
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  /// The access key that signed it.
  var accessKey: String? {
    let credential = headers.first(name: "authorization")?.split(separator: "Credential=").last
    return credential?.split(separator: "/").first.map(String.init)
  }
  /// The region that it was signed for.
  var region: String? {
    let parts = headers.first(name: "authorization")?.split(separator: "Credential=").last?.split(separator: "/")
    return parts.flatMap { $0.count > 2 ? String($0[2]) : nil }
  }
}
