internal import NIOHTTP1

/// Which operation of which service a request is, before anything of it is believed.
struct ServiceCall: Sendable {
  enum Kind: Sendable {
    case s3(S3Operation, S3Place)
    case sqs(String)
    case sns(String, QueryParameters)
    case sts(String, QueryParameters)
  }

  private static let target = "AmazonSQS."

  let kind: Kind
  let operation: String

  var service: Service {
    switch kind {
    case .s3: .s3
    case .sqs: .sqs
    case .sns: .sns
    case .sts: .sts
    }
  }

  init(_ request: ServerRequest) {
    if request.method == .POST, let target = request.headers.first(name: "x-amz-target") {
      operation = target.hasPrefix(Self.target) ? String(target.dropFirst(Self.target.count)) : target
      kind = .sqs(operation)
    } else if request.method == .POST, request.path == "/",
      request.headers.first(name: "content-type")?.hasPrefix("application/x-www-form-urlencoded") == true
    {
      let form = QueryParameters(raw: String(decoding: request.body.content.bytes, as: UTF8.self))
      operation = form["Action"] ?? "Unknown"
      kind = form["Version"] == STSService.version ? .sts(operation, form) : .sns(operation, form)
    } else {
      let place = S3Place(request)
      let operation = S3Operation(request, place)
      self.operation = operation.rawValue
      kind = .s3(operation, place)
    }
  }

  /// An error in the form of the service.
  func response(to error: ServiceError, _ request: ServerRequest) -> ServerResponse {
    switch kind {
    case .s3: S3ErrorDocument.response(to: error, path: request.path)
    case .sqs: SQSService.response(to: error)
    case .sns: QueryProtocol.response(to: error, namespace: SNSService.namespace)
    case .sts: QueryProtocol.response(to: error, namespace: STSService.namespace)
    }
  }
}
