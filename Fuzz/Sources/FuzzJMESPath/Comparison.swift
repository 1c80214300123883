import CMillraceSIMD
import MillraceJSON

/// Holds a compiled transform against the interpreter.
struct Comparison {
  private enum Result: Equatable {
    case kept(JSONValue)
    case dropped, failed, malformed
  }

  private let steps: [RecordTransform.Step]
  private var transformer: RecordTransformer
  private let area = ByteArea(capacity: 64)
  private static let zeros = [UInt8](repeating: 0, count: JSONScanner.padding)

  init(_ steps: [RecordTransform.Step]) {
    self.steps = steps
    transformer = RecordTransformer(RecordTransform(steps))
  }

  /// How the two differ; nil if they do not.
  mutating func difference(over record: [UInt8], in buffer: GuardedBuffer, _ counts: inout Counts) -> String? {
    counts.lastWasValid = false
    let exact = buffer.place(record, followedBy: [])
    guard mr_utf8_valid_prefix(exact, record.count) == record.count else { return nil }
    let tree = try? JSONValue(parsing: record)
    let compiled = apply(to: buffer.place(record, followedBy: Self.zeros), count: record.count, isWhole: tree != nil)
    guard let tree else {
      counts.malformed += 1
      return nil
    }
    counts.lastWasValid = true
    let interpreted = interpret(tree)
    switch interpreted {
    case .kept: counts.kept += 1
    case .dropped: counts.dropped += 1
    default: counts.failed += 1
    }
    return compiled == interpreted ? nil : "compiled \(compiled), interpreted \(interpreted)"
  }

  private mutating func apply(to start: UnsafePointer<UInt8>, count: Int, isWhole: Bool) -> Result {
    area.count = 0
    switch transformer.apply(start, allowsNewlines: true, into: area) {
    case .kept(let end):
      guard !isWhole || end <= start + count, let value = try? JSONValue(parsing: area.bytes, maximumDepth: 1_000),
        !area.bytes.contains(0x0A)
      else { return .malformed }
      return .kept(value)
    case .dropped: return .dropped
    case .failed: return .failed
    case .malformed: return .malformed
    }
  }

  private func interpret(_ record: JSONValue) -> Result {
    var value = record
    for step in steps {
      switch step {
      case .keep(let condition):
        guard let result = try? condition.search(value) else { return .failed }
        if !Self.isTrue(result) { return .dropped }
      case .select(let expression):
        guard let result = try? expression.search(value), result != .null else { return .failed }
        value = result
      case .exchange: preconditionFailure("no expression makes a step that asks a program")
      }
    }
    return .kept(value)
  }

  /// JMESPath's truth.
  private static func isTrue(_ value: JSONValue) -> Bool {
    switch value {
    case .null: false
    case .boolean(let value): value
    case .number: true
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let object): !object.members.isEmpty
    }
  }
}
