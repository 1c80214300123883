internal import MillraceJSON
internal import MillraceStorage

/// Applies the transforms of a pipeline to the bodies of messages. A body that is no JSON counts as null, as `parsed_body` has it.
final class BodyTransform {
  private var transformer: RecordTransformer
  private let result = ByteArea()
  private static let null = Array("null".utf8)

  /// Nil where there is nothing to do.
  init?(_ transform: RecordTransform) {
    if transform.isEmpty { return nil }
    transformer = RecordTransformer(transform, maximumDepth: JSONScanner.deepest)
  }

  /// Whether a message is archived. One to which the transforms cannot be applied is, lest it be lost.
  func keeps(_ message: ReceivedMessage) -> Bool {
    var isKept = true
    PaddedBytes.with(message.body) { body in
      if case .dropped = apply(body) { isKept = false }
    }
    return isKept
  }

  /// Appends what the transforms make of a body; null where they cannot be applied.
  func append(_ body: borrowing PaddedBytes, to bytes: inout [UInt8]) {
    if case .kept = apply(body) {
      bytes.append(contentsOf: result.bytes)
    } else {
      bytes += Self.null
    }
  }

  private func apply(_ body: borrowing PaddedBytes) -> TransformOutcome {
    result.count = 0
    if body.isJSON { return body.apply(&transformer, into: result) }
    var outcome: TransformOutcome?
    PaddedBytes.with(Self.null) { outcome = $0.apply(&transformer, into: result) }
    return outcome ?? .failed(end: result.base, reason: "")
  }
}
