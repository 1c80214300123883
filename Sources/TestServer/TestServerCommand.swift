internal import ArgumentParser
internal import MillraceTestServer

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `millrace-test-server`: the test server as a program, for clients in other languages.
@main
struct TestServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "millrace-test-server",
    abstract: "S3, SQS, SNS and STS on the loopback interface, for tests and benchmarks.",
    discussion: """
      The first line of standard output is the endpoint. Statistics: GET /_millrace/stats. Faults: POST /_millrace/faults.
      """)

  @Option(help: "The port; 0 takes a free one.")
  var port = 0
  @Option(help: "The access key that clients use.")
  var accessKey = TestServerOptions().accessKey
  @Option(help: "The secret of that key.")
  var secretKey = TestServerOptions().secretKey
  @Option(help: "The region that signatures must name.")
  var region = TestServerOptions().region
  @Option(help: "Threads that serve connections.")
  var threads = TestServerOptions().threads
  @Option(help: "Receipt handles of messages that were received again: reject, accept or ignore.")
  var staleHandles = StaleHandles.reject
  @Option(help: "Messages in flight in a queue, beyond which receives answer OverLimit.")
  var inFlightLimit = TestServerOptions().inFlightLimit
  @Option(help: "Megabytes of objects in memory, beyond which larger ones go to a file.")
  var memoryLimit = 1024
  @Option(help: "Where that file is.")
  var spoolDirectory = TestServerOptions().spoolDirectory
  @Option(help: "Seed of the faults that strike a share of requests.")
  var faultSeed: UInt64 = 1
  @Flag(help: "End when standard input ends.")
  var untilStdinCloses = false
  @Option(help: "End after so many seconds without a request.")
  var idleLimit: Int?

  func run() async throws {
    var options = TestServerOptions()
    (options.port, options.accessKey, options.secretKey, options.region) = (port, accessKey, secretKey, region)
    (options.threads, options.staleHandles, options.inFlightLimit) = (threads, staleHandles, inFlightLimit)
    (options.memoryLimit, options.spoolDirectory, options.faultSeed) = (memoryLimit << 20, spoolDirectory, faultSeed)
    let parent = getppid()
    let server = try await TestServer.start(options)
    print(server.endpoint)
    fflush(nil)
    if untilStdinCloses { StandardInput.endProcessWhenClosed() }
    try await wait(for: server, parent: parent)
    await server.stop()
  }

  /// Returns when the process that started this one is gone, or nobody asked anything for too long.
  private func wait(for server: TestServer, parent: pid_t) async throws {
    var last = -1
    var idleSince = ContinuousClock.now
    while getppid() == parent {
      try await Task.sleep(for: .milliseconds(500))
      let count = server.requestCount
      if count != last { (last, idleSince) = (count, .now) }
      if let idleLimit, idleSince.duration(to: .now) > .seconds(idleLimit) { return }
    }
  }
}

extension StaleHandles: ExpressibleByArgument {}
