/// How a test server behaves.
package struct TestServerOptions: Sendable {
  /// The account in every ARN and queue URL.
  package static let account = "123456789012"

  /// 0: a free one.
  package var port = 0
  package var accessKey = "AKIAMILLRACETEST0001"
  package var secretKey = "millrace/test+server/secret/key/00000001"
  package var region = "us-east-1"
  /// Threads that serve connections.
  package var threads = 2
  package var staleHandles = StaleHandles.reject
  /// Messages of a queue in flight, beyond which there is `OverLimit`.
  package var inFlightLimit = 120_000
  /// Bytes of objects in memory, beyond which larger ones go to a file.
  package var memoryLimit = 1 << 30
  /// Where that file is; it has no name there.
  package var spoolDirectory = "/tmp"
  /// For the dice of faults that strike a share of requests.
  package var faultSeed: UInt64 = 1

  package init() {}
}
