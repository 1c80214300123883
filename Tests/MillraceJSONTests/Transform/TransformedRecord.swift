@testable import MillraceJSON

/// What a transform makes of one record, in a form that can be compared. The record's bytes end, with their padding, at a page that cannot be
/// read.
enum TransformedRecord: Equatable {
  /// - Parameter end: how many bytes the value takes.
  case kept(String, end: Int)
  case dropped(end: Int)
  case failed(String, end: Int)
  case malformed(JSONError.Code, offset: Int)

  static func make(_ steps: RecordTransform.Step..., from record: String, allowsNewlines: Bool = false) -> Self? {
    var transformer = RecordTransformer(RecordTransform(steps))
    return make(&transformer, from: record, allowsNewlines: allowsNewlines)
  }

  static func make(
    _ transformer: inout RecordTransformer, from record: String, allowsNewlines: Bool = false
  ) -> Self? {
    guard let bytes = GuardedBytes(Array(record.utf8) + [allowsNewlines ? 0 : 0x0A], padding: JSONScanner.padding - 1)
    else { return nil }
    let start = UnsafePointer(bytes.start)
    let area = ByteArea(capacity: 1)
    area.append("before".utf8)
    let outcome = transformer.apply(start, allowsNewlines: allowsNewlines, into: area)
    let text = String(decoding: area.bytes, as: UTF8.self)
    guard text.hasPrefix("before") else { return nil }
    switch outcome {
    case .kept(let end): return .kept(String(text.dropFirst(6)), end: end - start)
    case _ where text != "before": return nil
    case .dropped(let end): return .dropped(end: end - start)
    case .failed(let end, let reason): return .failed(reason, end: end - start)
    case .malformed(let code, let position): return .malformed(code, offset: position - start)
    }
  }
}
