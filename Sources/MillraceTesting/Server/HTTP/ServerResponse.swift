internal import NIOCore

/// What is sent back, or done to the connection instead.
struct ServerResponse: Sendable {
  /// How the answer reaches the client, or does not.
  enum Delivery: Sendable, Equatable {
    case whole
    /// Only the first bytes of the body, then the connection ends.
    case cut(after: Int)
    /// The connection is reset before anything is sent.
    case reset
    /// Nothing is ever sent; the connection stays open.
    case silence
  }

  var status: Int
  var headers: [(String, String)] = []
  var body: StoredBody = .empty
  /// The body's length to announce where it differs from what is sent, as for HEAD.
  var announcedLength: Int?
  /// Without a body and without a length: 204, 304, HEAD.
  var isBodyless = false
  var closesConnection = false
  var delivery = Delivery.whole

  init(status: Int = 200, headers: [(String, String)] = []) {
    self.status = status
    self.headers = headers
  }

  init(status: Int = 200, contentType: String, bytes: [UInt8]) {
    self.init(status: status, headers: [("Content-Type", contentType)])
    body = StoredBody(ByteBuffer(bytes: bytes))
  }

  /// 204.
  static var noContent: ServerResponse {
    var response = ServerResponse(status: 204)
    response.isBodyless = true
    return response
  }
}
