// Unsafe pointers here: records stand in padded buffers.

/// One thread's machine for a transform.
///
/// Values that are picked keep their text: numbers their digits, objects their members. Where a key stands twice, the last one counts.
package struct RecordTransformer {
  private let steps: [RecordTransform.Step]
  private let maximumDepth: Int

  /// - Parameter maximumDepth: how deep a record may nest; at most ``JSONScanner/deepest``.
  package init(_ transform: RecordTransform, maximumDepth: Int = 512) {
    steps = transform.steps
    self.maximumDepth = maximumDepth
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
    var scanner = JSONScanner(allowsNewlines: allowsNewlines, maximumDepth: maximumDepth)
    let first = scanner.skipSpace(start)
    var kind = JSONKind.null
    guard let end = scanner.scanValue(first, kind: &kind) else {
      return .malformed(scanner.failure?.code ?? .expectedValue, position: scanner.failure?.position ?? first)
    }
    if steps.isEmpty {
      CompactText.appendOneLine(first, end, mayHoldLineFeeds: allowsNewlines, to: area)
      return .kept(end: end)
    }
    return interpret(first, end, allowsNewlines, area)
  }

  private func interpret(
    _ first: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ allowsNewlines: Bool, _ area: ByteArea
  ) -> TransformOutcome {
    do {
      var value = try JSONTreeParser.value(at: first, maximumDepth: maximumDepth)
      var isChanged = false
      for step in steps {
        switch step {
        case .keep(let condition):
          if !(try condition.search(value).isTruthy) { return .dropped(end: end) }
        case .select(let expression):
          value = try expression.search(value)
          isChanged = true
          if value == .null { return .failed(end: end, reason: Self.nullReason(expression)) }
        }
      }
      if isChanged {
        area.append(value.bytes)
      } else {
        CompactText.appendOneLine(first, end, mayHoldLineFeeds: allowsNewlines, to: area)
      }
      return .kept(end: end)
    } catch let error as JMESPathError {
      return .failed(end: end, reason: error.description)
    } catch {
      return .failed(end: end, reason: "\(error)")
    }
  }

  static func nullReason(_ expression: JMESPath) -> String {
    "the selection “\(expression.text)” picks nothing from the record"
  }
}
