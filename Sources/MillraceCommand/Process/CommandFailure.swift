/// What a command could not do, in words that name the file and the way out.
struct CommandFailure: Error {
  var status: ExitStatus = .failed
  var message: String

  /// Wrong arguments or a wrong pipeline file.
  static func usage(_ message: String) -> CommandFailure {
    CommandFailure(status: .usage, message: message)
  }
}
