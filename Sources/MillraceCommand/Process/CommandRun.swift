import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One run of the binary: parses the arguments, runs the command, and turns what happened into text and an exit status.
struct CommandRun {
  let arguments: [String]

  func finish() async -> Never {
    let status = await status()
    exit(status.rawValue)
  }

  private func status() async -> ExitStatus {
    do {
      var command = try MillraceCommand.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try StandardOutput.shared.flush()
      return .done
    } catch {
      return report(error)
    }
  }

  private func report(_ error: any Error) -> ExitStatus {
    switch error {
    case is StandardOutput.Closed: return .done
    case let status as ExitStatus:
      try? StandardOutput.shared.flush()
      return status
    case let failure as CommandFailure:
      try? StandardOutput.shared.flush()
      StandardError.write("millrace: \(failure.message)\n")
      return failure.status
    default: return reportParsing(error)
    }
  }

  /// Help and version are errors of the parser that are none; anything that it does not know failed while running.
  private func reportParsing(_ error: any Error) -> ExitStatus {
    let code = MillraceCommand.exitCode(for: error)
    let message = MillraceCommand.fullMessage(for: error)
    if code == .success {
      StandardOutput.shared.print(message)
      try? StandardOutput.shared.flush()
      return .done
    }
    if code == .validationFailure {
      StandardError.write(message + "\n")
      return .usage
    }
    StandardError.write("millrace: \(error)\n")
    return .failed
  }
}
