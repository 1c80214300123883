package import NIOHTTP1

extension HTTPHeaders {
  /// The service's name for the request (`x-amz-request-id` of S3, `x-amzn-requestid` of the others).
  package var requestID: String? {
    first(name: "x-amz-request-id") ?? first(name: "x-amzn-requestid")
  }

  /// S3's second name for a request, which its support asks for as well.
  package var extendedRequestID: String? { first(name: "x-amz-id-2") }
}
