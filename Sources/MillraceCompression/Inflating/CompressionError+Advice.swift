extension CompressionError {
  static let copyAgain = "The file was damaged, or changed, after it was written: copy or create it again."

  static func corruptGzip(_ what: String) -> CompressionError {
    CompressionError(.corrupt, "\(what). \(copyAgain)")
  }

  static func truncated(_ what: String) -> CompressionError {
    CompressionError(
      .truncated,
      "the file ends inside \(what). Its writer stopped early or a copy was cut off: copy or create it again.")
  }
}
