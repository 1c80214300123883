/// What `convert` has done; printed by `--json` as it stands.
struct ConversionFacts: Encodable {
  struct Output: Encodable {
    var path: String
    var rows: Int
    var bytes: Int64
    var rowGroups: Int
    /// At the top level.
    var columns: Int
  }

  struct Input: Encodable {
    var input: String
    var rows: Int
    var badRecords: Int
    /// Records for which --where did not hold.
    var droppedRecords: Int
    /// Keys that came again in one object; the last one was taken.
    var duplicateKeys: Int
    /// As stored.
    var bytes: Int64
    var inflatedBytes: Int64
  }

  /// An input that could not be converted.
  struct LeftOut: Encodable {
    var input: String
    var code: String
    var message: String
  }

  var outputs: [Output] = []
  var inputs: [Input] = []
  var leftOut: [LeftOut] = []
  var rows = 0
  var badRecords = 0
  /// Records for which --where did not hold.
  var droppedRecords = 0
  /// Values that had no place in a column and went to `_rescued`.
  var rescuedValues = 0
  var bytes: Int64 = 0
  var outputBytes: Int64 = 0
  var seconds = 0.0
  /// Files to which bad records were written.
  var quarantined: [String] = []
  /// The first bad records, in words.
  var shownBadRecords: [String] = []

  /// Adds up what the inputs and outputs say.
  mutating func sum(elapsed: Duration) {
    rows = outputs.reduce(0) { $0 + $1.rows }
    droppedRecords = inputs.reduce(0) { $0 + $1.droppedRecords }
    bytes = inputs.reduce(0) { $0 + $1.bytes }
    outputBytes = outputs.reduce(0) { $0 + $1.bytes }
    seconds = elapsed / .seconds(1)
  }

  var inflatedBytes: Int64 { inputs.reduce(0) { $0 + $1.inflatedBytes } }

  /// What is to be said when all went well, and of what did not.
  func summary(out: String) -> String {
    "\(out): \(Quantity.counted(rows, "row")) from \(Quantity.counted(inputs.count, "file")), "
      + (droppedRecords > 0 ? "\(Quantity.counted(droppedRecords, "record")) dropped, " : "")
      + "\(Quantity.bytes(bytes)) → \(Quantity.bytes(outputBytes)) in \(Quantity.duration(.seconds(seconds))) "
      + "(\(Quantity.rate(inflatedBytes, in: .seconds(seconds))))"
  }

  var complaints: String {
    var lines = leftOut.map { "left out: \($0.message)" }
    if badRecords > 0 {
      lines += shownBadRecords.map { "bad record: \($0)" }
      let rest = badRecords - shownBadRecords.count
      let more = rest > 0 ? "and \(Quantity.count(rest)) more; " : ""
      lines.append(
        quarantined.isEmpty
          ? "\(more)\(Quantity.counted(badRecords, "bad record")) left out; --quarantine DIR keeps them."
          : "\(more)\(Quantity.counted(badRecords, "bad record")) in \(quarantined.joined(separator: ", ")).")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
