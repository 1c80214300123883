import Foundation
import MillraceTesting

/// The built `millrace`, run as a process of its own.
struct MillraceBinary {
  struct Outcome {
    var status: Int32
    /// Whether a signal ended the process; `status` is then its number.
    var wasKilled: Bool
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var json: [String: Any]? { try? JSONSerialization.jsonObject(with: output) as? [String: Any] }
  }

  /// Where it runs. Held, since it is removed when nobody does.
  let directory: TemporaryDirectory

  /// Runs to the end. Output goes to files, which never block the process.
  func callAsFunction(_ arguments: String..., input: Data? = nil) throws -> Outcome {
    let process = try start(arguments, input: input)
    return try process.outcome()
  }

  /// Starts it, to be waited for later.
  func start(_ arguments: [String], input: Data? = nil, output pipe: FileHandle? = nil) throws -> Running {
    let name = UUID().uuidString
    let process = Process()
    process.executableURL = try Self.location()
    process.currentDirectoryURL = directory.url
    process.arguments = arguments
    let output = try makeFile(".\(name).out")
    let errors = try makeFile(".\(name).err")
    process.standardOutput = try pipe ?? FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    if let input {
      let file = try makeFile(".\(name).in", input)
      process.standardInput = try FileHandle(forReadingFrom: file)
    }
    try process.run()
    return Running(directory: directory, process: process, output: output, errors: errors)
  }

  struct Running {
    let directory: TemporaryDirectory
    let process: Process
    let output: URL
    let errors: URL

    func outcome() throws -> Outcome {
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
        output: try Data(contentsOf: output), errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
  }

  private func makeFile(_ name: String, _ contents: Data = Data()) throws -> URL {
    let url = URL(fileURLWithPath: directory.file(name))
    try contents.write(to: url)
    return url
  }

  /// Beside the test bundle.
  private static func location() throws -> URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    while folder.path != "/" {
      let binary = folder.appendingPathComponent("millrace")
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: binary.path, isDirectory: &isDirectory), !isDirectory.boolValue {
        return binary
      }
      folder = folder.deletingLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }
}
