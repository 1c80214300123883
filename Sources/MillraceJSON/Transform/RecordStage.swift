internal import CMillraceSIMD

// Unsafe pointers here: records stand in padded buffers.

/// What is done to the result of the steps before: an exchange, if there is one, and then a pass over what it has answered.
struct RecordStage {
  enum Outcome {
    case kept, dropped
    case failed(reason: String)
  }

  let exchange: (any RecordExchange)?
  private var pass: RecordPass
  private let answer = ByteArea()
  private let scanner = JSONScanner(allowsNewlines: true, maximumDepth: JSONScanner.deepest)

  /// Whether results may hold characters that records do not have.
  var addsText: Bool { exchange != nil || pass.addsText }

  /// Takes the steps that belong to the stage from the front of `steps`.
  init(_ steps: inout ArraySlice<RecordTransform.Step>) {
    if case .exchange(let source) = steps.first {
      exchange = source.makeExchange()
      steps.removeFirst()
    } else {
      exchange = nil
    }
    // Selections may nest deeper than the record.
    pass = RecordPass(&steps, maximumDepth: JSONScanner.deepest)
  }

  /// Appends what becomes of the record in `record` to `area`.
  mutating func apply(to record: ByteArea, into area: ByteArea) -> Outcome {
    guard let exchange else { return transform(record, into: area) }
    answer.count = 0
    switch exchange.exchange(record, into: answer) {
    case .none: return .failed(reason: "")
    case .refused(let reason): return .failed(reason: reason)
    case .text: return take(into: area)
    }
  }

  private mutating func transform(_ record: ByteArea, into area: ByteArea) -> Outcome {
    record.terminate()
    switch pass.apply(record.base, allowsNewlines: true, into: area) {
    case .kept: return .kept
    case .dropped: return .dropped
    case .failed(_, let reason): return .failed(reason: reason)
    case .malformed(let code, _): return .failed(reason: JSONError(code: code, offset: 0).reason)
    }
  }

  /// Takes an answer, which may be anything.
  private mutating func take(into area: ByteArea) -> Outcome {
    while answer.count > 0, answer.base[answer.count - 1] <= 0x20 { answer.count -= 1 }
    answer.terminate()
    let end = UnsafePointer(answer.end)
    let start = scanner.skipSpace(answer.base)
    if start >= end || UnsafeBufferPointer(start: start, count: end - start).elementsEqual(Self.null) {
      return .dropped
    }
    guard mr_utf8_valid_prefix(start, end - start) == end - start else {
      return .failed(reason: Self.reason(.invalidUTF8))
    }
    let before = area.count
    switch pass.apply(start, allowsNewlines: true, into: area) {
    case .kept(let behind) where behind < end:
      area.count = before
      return .failed(reason: Self.reason(.trailingBytes))
    case .kept: return .kept
    case .dropped: return .dropped
    case .failed(_, let reason): return .failed(reason: reason)
    case .malformed(let code, _): return .failed(reason: Self.reason(code))
    }
  }

  private static let null = Array("null".utf8)

  private static func reason(_ code: JSONError.Code) -> String {
    "the program's answer is no JSON: " + JSONError(code: code, offset: 0).reason
  }
}
