import Foundation
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting

/// A Redis server of a test's own, on a free port, with its files in a temporary directory. It ends with the value.
/// Only the task that made it starts and stops it.
final class RedisServer: @unchecked Sendable {
  static let isAvailable = (try? run(["redis-server", "--version"])) == 0

  let directory: TemporaryDirectory
  let port: Int
  private let settings: [String]
  private var process = Process()

  /// - Parameter settings: as on the command line of `redis-server`, e.g. `["--appendonly", "yes"]`.
  init(_ settings: [String] = []) async throws {
    directory = try TemporaryDirectory()
    port = try freePort()
    self.settings = settings
    try await start()
  }

  deinit {
    kill()
  }

  func address(_ name: String = UUID().uuidString, credentials: String = "") -> Address {
    Address(scheme: .redis, path: "\(credentials)127.0.0.1:\(port)/0", fragment: name)
  }

  /// A ledger on it that warns of nothing: the server keeps its data in memory.
  func ledger(_ name: String = UUID().uuidString, clock: (any WallClock)? = nil) async throws -> RedisLedger {
    var options = RedisOptions()
    options.onWarning = { _ in }
    return try await RedisLedger.open(at: address(name), clock: clock, options: options)
  }

  func start() async throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "redis-server", "--port", String(port), "--bind", "127.0.0.1", "--dir", directory.path, "--save", "",
        "--daemonize", "no",
      ] + settings
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while try !["PONG", "NOAUTH Authentication required."].contains(run("PING")) {
      guard process.isRunning else { throw InjectedFault() }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Ends it at once, as a crash does. It would not hear SIGTERM: Foundation starts processes with that blocked.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What a command answers, by another client than ours.
  @discardableResult
  func run(_ words: String...) throws -> String {
    let client = Process()
    let output = Pipe()
    client.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    client.arguments = ["redis-cli", "-p", String(port)] + words
    client.standardOutput = output
    client.standardError = FileHandle.nullDevice
    try client.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    client.waitUntilExit()
    return text.trimmingCharacters(in: .newlines)
  }

  private static func run(_ words: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
