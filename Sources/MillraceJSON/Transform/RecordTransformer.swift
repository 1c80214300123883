// Unsafe pointers here: records stand in padded buffers.

/// One thread's machine for a transform.
///
/// Values that are picked are copied as they stand: numbers with their digits, strings with their escapes. Where a key stands
/// twice in an object, the last one counts.
package struct RecordTransformer {
  private var first: RecordPass
  /// What follows the first selection or exchange, each applied to the result of the one before.
  private var others: [RecordStage] = []
  private var between: [ByteArea] = []
  /// Whether results may hold characters that records do not have, from escapes or the text of expressions.
  package let addsText: Bool

  /// - Parameter maximumDepth: how deep a record may nest; at most ``JSONScanner/deepest``.
  package init(_ transform: RecordTransform, maximumDepth: Int = 512) {
    var steps = transform.steps[...]
    first = RecordPass(&steps, maximumDepth: maximumDepth)
    while !steps.isEmpty {
      others.append(RecordStage(&steps))
      between.append(ByteArea())
    }
    addsText = first.addsText || others.contains { $0.addsText }
  }

  /// Says that the next records are in these bytes, as many of them as there are: it is faster to look at all of them at once. Where there
  /// is something else, or nothing that was said before holds any more, records are only read more slowly.
  package mutating func expect(_ records: Range<UnsafePointer<UInt8>>) { first.expect(records) }

  /// Why an exchange gives no more answers. What was transformed since the caller has looked at it last must be given up.
  package var failure: (any Error)? {
    for stage in others {
      if let failure = stage.exchange?.failure { return failure }
    }
    return nil
  }

  /// Forgets a failure, so that the next record is tried again.
  package func startAnew() {
    for stage in others { stage.exchange?.startAnew() }
  }

  /// Says when no answer is to be awaited any longer.
  package func stop(when shouldStop: @escaping () -> Bool) {
    for stage in others { stage.exchange?.shouldStop = shouldStop }
  }

  /// Reads the JSON value at `start` and appends what the steps make of it to `area`, as compact JSON on one line. A record that no
  /// selection changes keeps its bytes, unless it has line feeds: then its white space goes. Nothing is appended unless the
  /// record is kept.
  ///
  /// - Parameters:
  ///   - start: valid UTF-8 in a buffer as ``JSONScanner`` demands it, outside of `area`.
  ///   - allowsNewlines: whether line feeds are white space; if not, one ends the record.
  package mutating func apply(
    _ start: UnsafePointer<UInt8>, allowsNewlines: Bool, into area: ByteArea
  ) -> TransformOutcome {
    if others.isEmpty { return first.apply(start, allowsNewlines: allowsNewlines, into: area) }
    between[0].count = 0
    let outcome = first.apply(start, allowsNewlines: allowsNewlines, into: between[0])
    guard case .kept(let end) = outcome else { return outcome }
    return goOn(from: 0, end, into: area)
  }

  /// Applies the passes behind the first one to what it has given. `end` is where the record ends.
  private mutating func goOn(from index: Int, _ end: UnsafePointer<UInt8>, into area: ByteArea) -> TransformOutcome {
    let isLast = index == others.count - 1
    let target = isLast ? area : between[index + 1]
    if !isLast { target.count = 0 }
    switch others[index].apply(to: between[index], into: target) {
    case .kept: return isLast ? .kept(end: end) : goOn(from: index + 1, end, into: area)
    case .dropped: return .dropped(end: end)
    case .failed(let reason): return .failed(end: end, reason: reason)
    }
  }
}
