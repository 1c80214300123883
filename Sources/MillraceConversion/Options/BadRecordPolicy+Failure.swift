extension BadRecordPolicy {
  /// Why an input that has been read to its end is left out; nil where it is not.
  package func failure(rows: Int, badRecords: Int, of name: String) -> InputFailure? {
    guard rejects(rows: rows, badRecords: badRecords) else { return nil }
    return InputFailure(
      code: .tooManyBadRecords,
      message:
        "\(name): \(badRecords) of \(rows + badRecords) records are bad, more than the limit allows; mend the "
        + "file or raise the limit of bad records",
      isRetryable: false)
  }
}
