internal import MillraceJSON
internal import NIOHTTP1

/// What tests and benchmarks ask of the server beside the services: JSON under `/_millrace/`, without a signature.
///
/// | request | body | does |
/// |---|---|---|
/// | `GET stats` | | ``TestServerStatistics`` |
/// | `POST reset` | | forgets buckets, queues, topics, faults and counts |
/// | `POST faults` | `{kind, service?, operation?, share?, count?, seconds?, milliseconds?}` | switches a fault on |
/// | `DELETE faults` | `{seed?}` | switches all off |
/// | `POST clock` | `{seconds}` | puts the server's clock ahead (or, negative, back) |
/// | `POST seed-messages` | `{queue, count, body}` | adds messages; `{n}` in the body becomes their number |
struct ControlInterface: Sendable {
  static let prefix = "/_millrace/"

  let services: Services

  func handle(_ request: ServerRequest) -> ServerResponse {
    do throws(ServiceError) {
      let body = try Self.body(request)
      return Self.answer(try perform(request.method, String(request.path.dropFirst(Self.prefix.count)), body))
    } catch {
      return Self.answer(["error": .string(error.message)], status: error.status)
    }
  }

  private static func body(_ request: ServerRequest) throws(ServiceError) -> JSONValue {
    if request.body.content.count == 0 { return [:] }
    do {
      return try JSONValue(parsing: request.body.content.bytes)
    } catch {
      throw ServiceError("Malformed", "The body is not JSON: \(error)")
    }
  }

  private static func answer(_ value: JSONValue, status: Int = 200) -> ServerResponse {
    ServerResponse(status: status, contentType: "application/json", bytes: value.bytes)
  }

  private func perform(_ method: HTTPMethod, _ path: String, _ body: JSONValue) throws(ServiceError) -> JSONValue {
    switch (method, path) {
    case (.GET, "stats"): return services.currentStatistics.json
    case (.POST, "reset"):
      services.reset()
      return [:]
    case (.POST, "faults"):
      services.faults.add(try Fault(body))
      return [:]
    case (.DELETE, "faults"):
      services.faults.clear(seed: body["seed"]?.integer.map { UInt64(bitPattern: $0) })
      return [:]
    case (.POST, "clock"):
      services.clock.ahead = Int64((body["seconds"]?.double ?? 0) * 1000)
      return [:]
    case (.POST, "seed-messages"): return try seed(body)
    default: throw ServiceError("NotFound", "There is no \(method) \(Self.prefix)\(path).", 404)
    }
  }

  private func seed(_ body: JSONValue) throws(ServiceError) -> JSONValue {
    guard let queue = body["queue"]?.text, let count = body["count"]?.integer, let text = body["body"]?.text else {
      throw ServiceError("Malformed", "seed-messages needs queue, count and body.")
    }
    try services.sqs.seed(queue, count: Int(count), body: text)
    return ["sent": .number(count)]
  }
}

extension Fault {
  /// Reads a fault as the control interface spells it.
  init(_ json: JSONValue) throws(ServiceError) {
    let kind: Kind? =
      switch json["kind"]?.text {
      case "internal-error": .internalError
      case "internal-error-after": .internalErrorAfter
      case "slow-down": .slowDown(retryAfter: json["seconds"]?.integer.map { Int($0) })
      case "timeout": .timeout
      case "reset": .reset
      case "reset-after": .resetAfter
      case "cut-body": .cutBody
      case "error-inside": .errorInside
      case "expired-credentials": .expiredCredentials
      case "delay": .delay(milliseconds: Int(json["milliseconds"]?.integer ?? 100))
      case "duplicate": .duplicate
      case "reorder": .reorder
      default: nil
      }
    guard let kind else {
      throw ServiceError("Malformed", "There is no fault of the kind \(json["kind"]?.text ?? "none").")
    }
    let share = json["share"]?.double ?? 1
    guard 0...1 ~= share else { throw ServiceError("Malformed", "share must be from 0 to 1.") }
    self.init(
      kind, service: json["service"]?.text, operation: json["operation"]?.text, share: share,
      count: json["count"]?.integer.map { Int($0) })
  }
}
