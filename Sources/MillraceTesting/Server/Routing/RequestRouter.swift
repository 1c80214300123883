internal import NIOCore
internal import NIOHTTP1

/// Takes a request to the service that its signature names, once it is proven genuine, and lets faults strike on the way.
final class RequestRouter: Sendable {
  let verifier: SignatureVerifier
  let faults: FaultInjector
  let statistics: Statistics
  let spool: Spool
  let s3: S3Service
  let sqs: SQSService
  let sns: SNSService
  let sts: STSService
  let control: ControlInterface

  init(services: Services, control: ControlInterface) {
    verifier = services.verifier
    faults = services.faults
    statistics = services.statistics
    spool = services.spool
    (s3, sqs, sns, sts) = (services.s3, services.sqs, services.sns, services.sts)
    self.control = control
  }

  func handle(_ request: ServerRequest, reply: Reply) {
    if request.path.hasPrefix(ControlInterface.prefix) {
      statistics.touch()
      return reply.send(control.handle(request))
    }
    let call = ServiceCall(request)
    statistics.count(call)
    let finish = finisher(for: call, request, reply)
    let strikes = faults.strike(call.service, call.operation)
    do throws(ServiceError) {
      if let error = strikes.lazy.compactMap({ $0.refusal(call.service) }).first { throw error }
      if strikes.contains(.timeout) { return finish(.lost(.silence), strikes) }
      if strikes.contains(.reset) { return finish(.lost(.reset), strikes) }
      let principal = try authenticate(request, call)
      dispatch(call, request, principal) { response in finish(response, strikes) }
    } catch {
      finish(call.response(to: error, request), strikes)
    }
  }

  private func authenticate(_ request: ServerRequest, _ call: ServiceCall) throws(ServiceError) -> Credential? {
    if call.operation == "AssumeRoleWithWebIdentity" { return nil }
    guard let signature = try RequestSignature(request) else {
      if call.service == .s3 { throw ServiceError("AccessDenied", "Access Denied", 403) }
      throw ServiceError("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
    }
    guard signature.service == call.service.rawValue else {
      throw RequestSignature.malformed("its service '\(signature.service)' is not one of this server")
    }
    let credential = try verifier.verify(request, signature, service: call.service)
    try PayloadVerifier.verify(request)
    return credential
  }

  private func dispatch(
    _ call: ServiceCall, _ request: ServerRequest, _ principal: Credential?,
    finish: @escaping @Sendable (ServerResponse) -> Void
  ) {
    do throws(ServiceError) {
      switch call.kind {
      case .s3(let operation, let place): finish(try s3.handle(operation, request, place))
      case .sqs(let operation): sqs.handle(operation, request, reply: finish)
      case .sns(let operation, let form): finish(try sns.handle(operation, form))
      case .sts(let operation, let form): finish(try sts.handle(operation, form, principal))
      }
    } catch {
      finish(call.response(to: error, request))
    }
  }

  /// The last step: headers that all answers have, and faults that strike answers.
  private func finisher(
    for call: ServiceCall, _ request: ServerRequest, _ reply: Reply
  ) -> @Sendable (ServerResponse, [Fault.Kind]) -> Void {
    let isHead = request.method == .HEAD
    let (identifier, clock) = (statistics.nextRequestID(), verifier.clock)
    return { response, strikes in
      var response = response
      var pause: Int64 = 0
      for strike in strikes {
        switch strike {
        case .internalErrorAfter: response = call.response(to: Fault.Kind.brokenServer, request)
        case .resetAfter: response.delivery = .reset
        case .cutBody where response.body.count > 0: response.delivery = .cut(after: response.body.count / 2)
        case .delay(let milliseconds): pause += Int64(milliseconds)
        default: break
        }
      }
      if isHead, !response.isBodyless {
        response.announcedLength = 0
        response.body = .empty
      }
      response.headers.append(("Date", HTTPDateCache.text(clock.now)))
      response.headers.append((call.service == .s3 ? "x-amz-request-id" : "x-amzn-RequestId", identifier))
      reply.send(response, after: pause)
    }
  }
}

extension ServerResponse {
  static func lost(_ delivery: Delivery) -> ServerResponse {
    var response = ServerResponse()
    response.delivery = delivery
    return response
  }
}

extension Fault.Kind {
  static let brokenServer = ServiceError("InternalError", "We encountered an internal error. Please try again.", 500)

  /// The error that takes the place of the request's work, if this is such a fault.
  func refusal(_ service: Service) -> ServiceError? {
    switch self {
    case .internalError: return Self.brokenServer
    case .slowDown(let seconds):
      let code = service == .s3 ? "SlowDown" : "ServiceUnavailable"
      var error = ServiceError(code, "Please reduce your request rate.", 503)
      if let seconds { error.headers = [("Retry-After", String(seconds))] }
      return error
    case .errorInside: return ServiceError("InternalError", "We encountered an internal error. Please try again.", 200)
    case .expiredCredentials:
      return ServiceError("ExpiredToken", "The provided token has expired.", service == .s3 ? 400 : 403)
    default: return nil
    }
  }
}
