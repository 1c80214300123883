import Foundation
import MillraceAWS
import NIOCore
import NIOHTTP1

/// Clients of AWS, for what no seam covers.
struct CloudServices: Sendable {
  let runtime: AWSRuntime

  var s3: S3Client { S3Client(runtime: runtime) }
  var sqs: SQSClient { SQSClient(runtime: runtime) }
  var sts: STSClient { STSClient(runtime: runtime) }

  /// The service's time less this machine's, as an answer's `Date` tells it; whole seconds.
  func clockOffset() async throws -> Duration? {
    var request = AWSRequest(
      .POST, headers: ["content-type": "application/x-www-form-urlencoded; charset=utf-8"],
      body: .bytes(ByteBuffer(string: "Action=GetCallerIdentity&Version=2011-06-15")))
    request.region = try await runtime.region()
    let answer = try await AWSServiceClient(service: .sts, runtime: runtime).send(
      request, operation: "GetCallerIdentity")
    guard let text = answer.headers.first(name: "Date"), let date = AWSTimestamp.parse(httpDate: text) else {
      return nil
    }
    return .seconds(Int64(date.timeIntervalSinceNow))
  }
}
