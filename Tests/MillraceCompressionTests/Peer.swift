import Foundation

/// Another program that reads and writes the same formats.
enum Peer {
  static let hasPython = isInstalled("python3")
  static let hasGzip = isInstalled("gzip")
  static let hasZstd = isInstalled("zstd")

  /// Runs a shell command in which `$1`, `$2` … are `arguments`; its output goes to files it is told of.
  static func run(_ command: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-ec", command, "sh"] + arguments
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw Failure(command: command, status: process.terminationStatus)
    }
  }

  struct Failure: Error {
    var command: String
    var status: Int32
  }

  private static func isInstalled(_ program: String) -> Bool {
    (try? run("command -v \"$1\" >/dev/null", program)) != nil
  }
}
