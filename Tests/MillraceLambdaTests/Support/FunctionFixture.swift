import Foundation
import MillraceJSON
import MillraceTesting

@testable import Millrace
@testable import MillraceLambda
@testable import MillraceStorage

/// A function under the runtime API, on folders and SQLite.
struct FunctionFixture: Sendable {
  let folder: TemporaryDirectory
  let server: RuntimeAPIServer
  let shutdown = Latch()
  let terminated = Latch()

  init() async throws {
    folder = try TemporaryDirectory()
    server = try await RuntimeAPIServer.start()
  }

  /// Runs `body` while the function of a pipeline file takes calls; then shuts it down.
  func serve(
    _ pipeline: String, processors: [String: any ObjectProcessor] = [:],
    body: (FunctionFixture) async throws -> Void
  ) async throws {
    let configuration = try PipelineConfiguration.parse(
      pipeline, file: folder.file("pipeline.yaml"), currentFolder: folder.path, environment: [:])
    let api = RuntimeAPI(address: server.address)
    let function = try await LambdaFunction.open(
      configuration, storage: EmbeddedStorage(), processors: processors,
      places: LambdaPlaces(taskRoot: nil, scratch: folder.path),
      events: Silence())
    try await withThrowingTaskGroup(of: Void.self) { group in
      let runtime = LambdaRuntime(api: api, function: function, shutdown: shutdown) { terminated.make() }
      group.addTask { try await runtime.run() }
      try await body(self)
      shutdown.make()
      try await group.waitForAll()
    }
    await function.close()
    await api.close()
    try await server.stop()
  }

  /// Calls the function and waits for its answer.
  func call(_ event: JSONValue, id: String = UUID().uuidString, within milliseconds: Int64 = 240_000) async throws
    -> RuntimeAPIServer.Post
  {
    server.call(event, id: id, within: milliseconds)
    return try await server.post("invocation/\(id)/")
  }

  /// The messages that the answer to a call names as failed.
  func failedItems(_ event: JSONValue) async throws -> [String]? {
    MillraceLambdaTests.failedItems(try await call(event).body)
  }

  /// Puts an object into a bucket, which is a folder.
  func put(_ text: String, as key: String, in bucket: String = "uploads") throws {
    try folder.write(text.utf8, to: "buckets/\(bucket)/\(key)")
  }

  /// The names of the files below a folder, in order.
  func files(_ name: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder.file(name))?.compactMap { $0 as? String } ?? []
    return names.filter { $0.split(separator: "/").last?.contains(".") == true && !$0.hasPrefix(".") }.sorted()
  }
}

/// Takes events and does nothing with them.
struct Silence: EventSink {
  func record(_ event: PipelineEvent) {}
}
