import Foundation
import Testing

@testable import MillraceTestServer

/// The suite of boto3 and awscli, run by the Python that has them: `MILLRACE_AWS_PYTHON`, which `script/aws-venv` makes.
@Suite struct ForeignClientTests {
  private static let python = ProcessInfo.processInfo.environment["MILLRACE_AWS_PYTHON"]

  @Test(.enabled(if: python != nil, "MILLRACE_AWS_PYTHON names no Python with boto3; script/aws-venv makes one"))
  func answersThemAsMotoDoes() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = [folder.appendingPathComponent("boto3/suite.py").path, "--only", "test-server"]
    var environment = ProcessInfo.processInfo.environment
    environment["MILLRACE_TEST_SERVER"] = Bundle.main.bundleURL.appendingPathComponent("millrace-test-server").path
    process.environment = environment
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
