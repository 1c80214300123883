internal import NIOHTTP1

/// Which bytes of an object a request wants.
enum S3Range {
  /// The bytes of `Range` or of `partNumber`; nil for all of them, and where `Range` is not one that S3 understands.
  ///
  /// - Throws: `InvalidRange`, `InvalidPartNumber`.
  static func wanted(_ request: ServerRequest, _ object: S3Object) throws(ServiceError) -> Range<Int>? {
    if let part = request.query["partNumber"] { return try ofPart(part, object) }
    guard let header = request.headers.first(name: "range"), header.hasPrefix("bytes="), !header.contains(",") else {
      return nil
    }
    let bounds = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard bounds.count == 2 else { return nil }
    let size = object.body.count
    let range: Range<Int>
    if bounds[0].isEmpty {
      guard let count = Int(bounds[1]) else { return nil }
      range = max(0, size - count)..<size
    } else {
      guard let first = Int(bounds[0]), let last = bounds[1].isEmpty ? Int.max : Int(bounds[1]), last >= first else {
        return nil
      }
      range = first < size ? first..<min(last, size - 1) + 1 : 0..<0
    }
    if range.isEmpty {
      var error = ServiceError(
        "InvalidRange", "The requested range is not satisfiable", 416,
        details: [("RangeRequested", header), ("ActualObjectSize", String(size))])
      error.headers = [("Content-Range", "bytes */\(size)")]
      throw error
    }
    return range
  }

  private static func ofPart(_ text: String, _ object: S3Object) throws(ServiceError) -> Range<Int>? {
    guard let number = Int(text), number >= 1, number <= max(1, object.partSizes.count) else {
      throw ServiceError("InvalidPartNumber", "The requested partnumber is not satisfiable", 416)
    }
    if object.partSizes.isEmpty { return nil }
    let start = object.partSizes[..<(number - 1)].reduce(0, +)
    return start..<start + object.partSizes[number - 1]
  }
}
