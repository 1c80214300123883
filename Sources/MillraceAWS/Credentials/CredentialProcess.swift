import Foundation

/// A program that prints credentials as JSON (`credential_process`).
struct CredentialProcess: Sendable {
  /// Seconds after which it is ended.
  static let timeLimit = 60.0

  let command: String
  let environment: [String: String]

  /// Runs it in a shell, as AWS's tools do, on a thread of its own.
  func run() async throws(AWSError) -> AWSCredentials {
    let result = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Result { try runBlocking() }) }
    }
    switch result {
    case .success(let output):
      return try CredentialsDocument.read(output, tokenName: "SessionToken", origin: "credential_process")
    case .failure(let error as AWSError): throw error
    case .failure(let error): throw fault("it cannot be started: \(error)")
    }
  }

  private func runBlocking() throws -> Data {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = environment
    process.standardOutput = output
    process.standardError = FileHandle.standardError
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let limit = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + CredentialProcess.timeLimit, execute: limit)
    defer { limit.cancel() }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw fault("it ended with \(process.terminationStatus)")
    }
    return data
  }

  private func fault(_ text: String) -> AWSError {
    AWSError(
      .credentials, code: "CredentialProcessFailed", "The credential_process “\(program)” failed: \(text).",
      isRetryable: true)
  }

  /// Arguments may hold secrets.
  private var program: Substring { command.split(separator: " ").first ?? "" }
}
