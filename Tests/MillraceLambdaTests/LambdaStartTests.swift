import Foundation
import MillraceJSON
import MillraceTesting
import Testing

@testable import Millrace
@testable import MillraceLambda
@testable import MillraceStorage

@Suite struct LambdaStartTests {
  private func configuration(_ text: String, _ folder: String) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(text, file: "\(folder)/pipeline.yaml", currentFolder: folder, environment: [:])
  }

  private let results = """
    source: {s3-events: {queue: "sqs:uploads", match: "*"}}
    sink: {results: {to: "s3://out"}}
    """

  @Test func forgetsALedgerThatOnlySavesWork() throws {
    let places = LambdaPlaces(taskRoot: "/var/task", scratch: "/tmp/millrace")
    let adapted = try places.adapt(configuration(results, "/var/task"), events: Silence())
    #expect(adapted.ledger.path == "/tmp/millrace/millrace.sqlite")
    #expect(adapted.quarantine.path == "/tmp/millrace/quarantine")
    // Elsewhere nothing is touched: a file system that is mounted there may well be kept.
    let mounted = try configuration(results + "\nledger: /mnt/state/ledger.sqlite", "/var/task")
    #expect(try places.adapt(mounted, events: Silence()).ledger == mounted.ledger)
  }

  @Test func refusesToForgetWhatIsWaiting() throws {
    let text = """
      source: {s3-events: {queue: "sqs:uploads"}}
      sink: {parquet: {to: ./lake}}
      """
    let places = LambdaPlaces(taskRoot: "/var/task", scratch: "/tmp/millrace")
    let failure = #expect(throws: LambdaFailure.self) {
      try places.adapt(configuration(text, "/var/task"), events: Silence())
    }
    let message = try #require(failure?.message)
    for key in ["“sink”", "“ledger”", "“quarantine”", "“manifests”"] { #expect(message.contains(key)) }
    #expect(message.contains("dynamodb:TABLE"))
  }

  @Test func reportsAStartThatFails() async throws {
    let server = try await RuntimeAPIServer.start()
    let api = RuntimeAPI(address: server.address)
    try await api.failStart(LambdaFailure(.pipelineFile, "line 3: unknown key"))
    let post = try #require(server.posts.first)
    #expect(post.path == "init/error" && post.errorType == "Millrace.PipelineFile")
    #expect(post.contentType == "application/vnd.aws.lambda.error+json")
    #expect(post.body["errorMessage"]?.text == "line 3: unknown key" && post.body["stackTrace"]?.elements == [])
    await api.close()
    try await server.stop()
  }

  @Test func saysWhichPlaceCannotBeOpened() async throws {
    let folder = try TemporaryDirectory()
    let configuration = try configuration(results, folder.path)
    let failure = await #expect(throws: LambdaFailure.self) {
      _ = try await LambdaFunction.open(
        configuration, storage: EmbeddedStorage(), places: LambdaPlaces(taskRoot: nil, scratch: folder.path),
        events: Silence())
    }
    #expect(failure?.kind == .places && failure?.message.contains("s3://out") == true)
  }

  @Test func wantsARoleWhereManifestsHaveAQueue() async throws {
    let folder = try TemporaryDirectory()
    let configuration = try configuration(
      """
      source: {s3-events: {queue: "sqlite:./q.sqlite#a"}}
      sink: {parquet: {to: ./lake}}
      manifest-queue: "sqlite:./q.sqlite#b"
      """, folder.path)
    let failure = await #expect(throws: LambdaFailure.self) {
      _ = try await LambdaFunction.open(
        configuration, storage: EmbeddedStorage(), places: LambdaPlaces(taskRoot: nil, scratch: folder.path),
        events: Silence())
    }
    #expect(failure?.message.contains("--role convert") == true)
  }

  @Test func dividesTheTimeOfACall() {
    let start = ContinuousClock.now
    let minute = InvocationTime(start: start, deadline: start + .seconds(60), shutdownDeadline: .seconds(30))
    #expect(minute.grace == .seconds(15) && minute.answer == start + .milliseconds(59_500))
    let short = InvocationTime(start: start, deadline: start + .seconds(1), shutdownDeadline: .seconds(30))
    #expect(short.answer == start + .milliseconds(750) && short.stop == start + .milliseconds(500))
    let quick = InvocationTime(start: start, deadline: start + .seconds(60), shutdownDeadline: .seconds(1))
    #expect(quick.stop == start + .milliseconds(58_500))
    let late = InvocationTime(start: start, deadline: start - .seconds(1), shutdownDeadline: .seconds(1))
    #expect(late.answer <= start)
  }
}
