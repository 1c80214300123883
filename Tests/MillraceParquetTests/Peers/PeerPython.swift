import Foundation

/// A Python that has pyarrow, DuckDB and Polars, named by the environment variable MILLRACE_PYTHON.
enum PeerPython {
  static let path = ProcessInfo.processInfo.environment["MILLRACE_PYTHON"]

  /// What a script printed, and whether it succeeded.
  struct Outcome {
    var output: String
    var status: Int32
  }

  /// Runs a script with one argument.
  static func run(_ script: String, _ argument: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = ["-c", script, argument]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(output: String(decoding: output, as: UTF8.self), status: process.terminationStatus)
  }
}
