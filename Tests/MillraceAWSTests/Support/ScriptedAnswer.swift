import NIOHTTP1

/// What a ``ScriptedServer`` does with a request.
struct ScriptedAnswer: Sendable {
  enum Behaviour: Sendable {
    case answer
    /// Closes the connection without a word.
    case close
    /// Never answers.
    case silence
    /// Sends half of the body, and closes the connection.
    case cutShort
    /// Sends half of the body, and nothing more.
    case stall
  }

  var behaviour = Behaviour.answer
  var status = 200
  var headers: HTTPHeaders = [:]
  var body = ""

  static let ok = ScriptedAnswer()

  static func status(_ status: Int, _ body: String = "", headers: HTTPHeaders = [:]) -> ScriptedAnswer {
    ScriptedAnswer(status: status, headers: headers, body: body)
  }

  /// An error as S3 writes it.
  static func s3(_ status: Int, _ code: String, headers: HTTPHeaders = [:]) -> ScriptedAnswer {
    .status(
      status, "<Error><Code>\(code)</Code><Message>no</Message><RequestId>R1</RequestId></Error>", headers: headers)
  }
}
