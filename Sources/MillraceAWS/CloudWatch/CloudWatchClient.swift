/// CloudWatch, as far as metrics are stored. Calls are retried by the transport as AWS's own clients retry them.
package struct CloudWatchClient: Sendable {
  let service: AWSServiceClient

  package init(runtime: AWSRuntime) {
    service = AWSServiceClient(service: .monitoring, runtime: runtime)
  }

  /// Stores metrics. One that is stored twice counts twice.
  package func putMetricData(_ input: PutMetricData) async throws(AWSError) {
    try await service.call(input, version: "2010-08-01")
  }
}
