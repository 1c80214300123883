internal import Foundation

/// A server of moto, a mock of AWS in Python, which all tests of a process share: S3, SQS, SNS, DynamoDB, CloudWatch, STS.
///
/// It is lenient and slow: that it accepts something says little. Names of what tests make in it must be their own.
package final class MotoServer: Sendable {
  /// `http://127.0.0.1:PORT`
  package let endpoint: String
  private let process: Process
  /// The server ends when this closes: at the latest with this process, however that ends.
  private let lifeline: Pipe

  private init(endpoint: String, process: Process, lifeline: Pipe) {
    self.endpoint = endpoint
    self.process = process
    self.lifeline = lifeline
  }

  private static let starting = Task { await start() }

  /// The server, which is started by the first call; nil where moto is not installed.
  package static func shared() async -> MotoServer? { await starting.value }

  /// Whether a Python with moto is on this machine. Looks once, and takes a second for it.
  package static let isInstalled = python != nil

  private static let python: String? = {
    let named = ProcessInfo.processInfo.environment["MILLRACE_PYTHON"].map { [$0] } ?? []
    return (named + ["python3.11", "python3"]).first { python in
      let probe = Process()
      probe.executableURL = URL(filePath: "/usr/bin/env")
      probe.arguments = [
        python, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('moto') is None)",
      ]
      probe.standardOutput = FileHandle.nullDevice
      probe.standardError = FileHandle.nullDevice
      guard (try? probe.run()) != nil else { return false }
      probe.waitUntilExit()
      return probe.terminationStatus == 0
    }
  }()

  /// Says its port once it answers, and ends when its standard input does.
  private static let program = Repository.url.appendingPathComponent("Tests/moto_server.py").path

  private static func start() async -> MotoServer? {
    guard let python else { return nil }
    let process = Process()
    let (lifeline, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, program, "--until-stdin-closes"]
    process.standardInput = lifeline
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let port = await firstLine(of: output.fileHandleForReading)
    guard let port else {
      process.terminate()
      return nil
    }
    return MotoServer(endpoint: "http://127.0.0.1:\(port)", process: process, lifeline: lifeline)
  }

  /// Waits on a thread of its own: reading blocks.
  private static func firstLine(of handle: FileHandle) async -> Int? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var text = Data()
        while true {
          let data = handle.availableData
          if data.isEmpty { return continuation.resume(returning: nil) }
          text += data
          guard let port = number(in: text) else { continue }
          // What else it prints is of no interest, but has to be taken.
          handle.readabilityHandler = { _ = $0.availableData }
          return continuation.resume(returning: port)
        }
      }
    }
  }

  private static func number(in text: Data) -> Int? {
    // Only whole lines count.
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropLast().lazy.compactMap { Int($0) }.first
  }
}
