/// Why the reading of a file ends before the file does, although nothing is wrong with it.
enum LoadInterruption: Error {
  /// The run is ending.
  case stopping
  /// Someone else has taken over the claim.
  case claimLost
}

/// Too much of a file is bad.
struct TooManyBadRecords: Error, CustomStringConvertible {
  let bad: Int
  let records: Int
  let limit: PipelineConfiguration.BadRecordLimit

  var description: String {
    "\(EventText.counted(bad, "bad record")) among \(EventText.counted(records, "record")); the limit is \(limit.text) "
      + "(bad-records.limit)"
  }
}
