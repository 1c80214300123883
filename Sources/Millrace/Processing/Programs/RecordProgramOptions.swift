/// How a program of `transforms` is run.
struct RecordProgramOptions: Sendable {
  /// The program and its arguments.
  var command: [String]
  /// How long the answer to one record may take.
  var timeout = Duration.seconds(30)
  /// The longest answer in bytes.
  var lineLimit = 64 << 20
}
