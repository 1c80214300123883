internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// Applies a transform to the records of a batch, whose results stay in place until the batch is encoded.
struct RecordTransforming {
  /// What became of a record.
  enum Outcome {
    /// The result begins here, and ends with a line feed. `end` is where the record ends.
    case result(UnsafePointer<UInt8>, end: UnsafePointer<UInt8>)
    case dropped(end: UnsafePointer<UInt8>)
    case bad(String, end: UnsafePointer<UInt8>)
    case malformed(JSONScanner.Failure)
  }

  /// Spans into the results are 32 bits wide.
  private static let maximumBytes = 1 << 31

  private var transformer: RecordTransformer
  private let results = ByteArea(capacity: RecordBuffer.blockSize)
  private let maximumRecordBytes: Int
  private let scanner: JSONScanner
  /// Why the last record was bad, although it is JSON.
  private(set) var reason: String?
  /// Records that a condition has dropped, since the last call of `takeDropped`.
  private var dropped = 0

  /// Nil where the options have no transform.
  init?(_ options: ConversionOptions) {
    if options.transform.isEmpty { return nil }
    transformer = RecordTransformer(options.transform, maximumDepth: options.maximumDepth)
    maximumRecordBytes = options.maximumLineBytes
    scanner = JSONScanner(allowsNewlines: options.format == .json, maximumDepth: options.maximumDepth)
  }

  /// Why no record can be transformed any more.
  var failure: (any Error)? { transformer.failure }

  /// Forgets a failure, so that the next record is tried again.
  func startAnew() { transformer.startAnew() }

  /// Says when no answer of a program is to be awaited any longer.
  func stop(when shouldStop: @escaping () -> Bool) { transformer.stop(when: shouldStop) }

  /// The results of the batch: where spans count from.
  var base: UnsafePointer<UInt8> { UnsafePointer(results.base) }

  /// Applies the transform to the record at `start`. Where line feeds are no white space, the record must end with its line.
  mutating func apply(_ start: UnsafePointer<UInt8>) -> Outcome {
    let before = results.count
    reason = nil
    let outcome = transformer.apply(start, allowsNewlines: scanner.allowsNewlines, into: results)
    if case .malformed(let code, let position) = outcome { return .malformed(.init(code: code, position: position)) }
    if let behind = outcome.end, !scanner.allowsNewlines {
      let lineEnd = scanner.skipSpace(behind)
      if lineEnd.pointee != 0x0A {
        results.count = before
        return .malformed(.init(code: .trailingBytes, position: lineEnd))
      }
    }
    return judge(outcome, before: before, start)
  }

  private mutating func judge(
    _ outcome: TransformOutcome, before: Int, _ start: UnsafePointer<UInt8>
  ) -> Outcome {
    switch outcome {
    case .kept(let end):
      guard results.count - before <= maximumRecordBytes, results.count < Self.maximumBytes else {
        return takeBack(
          "what the transforms make of the record is longer than the line limit", end: end, before: before)
      }
      results.append(0x0A)
      return .result(base + before, end: lineEnd(end))
    case .dropped(let end):
      dropped += 1
      return .dropped(end: lineEnd(end))
    case .failed(let end, let reason): return takeBack(reason, end: end, before: before)
    case .malformed(let code, let position): return .malformed(.init(code: code, position: position))
    }
  }

  /// Notes that the result cannot become a row, and takes it back.
  mutating func reject(_ code: JSONError.Code, result: UnsafePointer<UInt8>) {
    results.count = result - base
    reason = "what the transforms make of the record cannot be a row: " + JSONError(code: code, offset: 0).reason
  }

  private mutating func takeBack(_ reason: String, end: UnsafePointer<UInt8>, before: Int) -> Outcome {
    results.count = before
    self.reason = reason
    return .bad(reason, end: lineEnd(end))
  }

  /// The line feed behind a record that is a line; behind others the value's end.
  private func lineEnd(_ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    scanner.allowsNewlines ? end : scanner.skipSpace(end)
  }

  /// Forgets the results.
  mutating func startBatch() { results.count = 0 }

  mutating func takeDropped() -> Int {
    defer { dropped = 0 }
    return dropped
  }
}

extension TransformOutcome {
  /// The byte behind the record's value; nil where there is none.
  fileprivate var end: UnsafePointer<UInt8>? {
    switch self {
    case .kept(let end), .dropped(let end), .failed(let end, _): end
    case .malformed: nil
    }
  }
}
