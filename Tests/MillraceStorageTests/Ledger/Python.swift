import Foundation
import MillraceTesting

/// Another program that opens the same SQLite files.
final class Python {
  static let isAvailable = (try? run("import sqlite3")) != nil

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  private init(_ script: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  static func start(_ script: String, _ arguments: String...) throws -> Python {
    try Python(script, arguments)
  }

  static func run(_ script: String, _ arguments: String...) throws {
    let python = try Python(script, arguments)
    python.end()
    if python.process.terminationStatus != 0 { throw InjectedFault() }
  }

  /// A line that it has printed, without its end.
  func readLine() -> String {
    String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).split(separator: "\n").first.map(
      String.init)
      ?? ""
  }

  /// Closes its input, and waits for its end.
  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
