import Foundation
import MillraceAWS

/// Clients of AWS, for what no seam covers.
struct CloudServices: Sendable {
  let runtime: AWSRuntime

  var s3: S3Client { S3Client(runtime: runtime) }
  var sqs: SQSClient { SQSClient(runtime: runtime) }

  /// Opens them for a while.
  static func use<Result>(_ body: (CloudServices) async throws -> Result) async throws -> Result {
    let services = CloudServices(
      runtime: AWSRuntime(configuration: try .fromEnvironment(ProcessInfo.processInfo.environment)))
    do {
      let result = try await body(services)
      await services.runtime.shutdown()
      return result
    } catch {
      await services.runtime.shutdown()
      throw error
    }
  }
}
