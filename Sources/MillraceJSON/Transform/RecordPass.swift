// Unsafe pointers here: records stand in padded buffers.

/// One scan of a record, and the steps that need no more than that: conditions, and then at most one selection.
struct RecordPass {
  private enum Result { case kept, dropped, null }

  private var reader: PathReader
  private let program: RecordProgram
  private let conditions: [Int]
  private let selection: (node: Int, text: String)?

  /// Takes the steps that belong to the pass from the front of `steps`.
  init(_ steps: inout ArraySlice<RecordTransform.Step>, maximumDepth: Int) {
    var builder = ProgramBuilder()
    var conditions: [Int] = []
    var selection: (node: Int, text: String)?
    steps: while selection == nil, let step = steps.first {
      switch step {
      case .keep(let condition): conditions.append(builder.addCondition(condition))
      case .select(let expression): selection = (builder.addSelection(expression), expression.text)
      case .exchange: break steps
      }
      steps.removeFirst()
    }
    self.conditions = conditions
    self.selection = selection
    program = RecordProgram(builder)
    reader = PathReader(builder.tree, maximumDepth: maximumDepth)
  }

  /// Whether results may hold characters that records do not have.
  var addsText: Bool { program.addsText }

  /// Says where the next records are.
  mutating func expect(_ records: Range<UnsafePointer<UInt8>>) { reader.expect(records) }

  mutating func apply(
    _ start: UnsafePointer<UInt8>, allowsNewlines: Bool, into area: ByteArea
  ) -> TransformOutcome {
    reader.setAllowsNewlines(allowsNewlines)
    let first = reader.scanner.skipSpace(start)
    guard let end = reader.read(first) else {
      let failure = reader.scanner.failure
      return .malformed(failure?.code ?? .expectedValue, position: failure?.position ?? first)
    }
    let before = area.count
    let values = reader.values
    do {
      for condition in conditions where !(try program.value(condition, values).isTruthy) { return .dropped(end: end) }
      guard let selection else {
        CompactText.appendOneLine(first, end, mayHoldLineFeeds: allowsNewlines, to: area)
        return .kept(end: end)
      }
      try program.write(selection.node, values, to: area)
      if !area.endsWithNull(from: before) { return .kept(end: end) }
      area.count = before
      return .failed(end: end, reason: "the selection “\(selection.text)” picks nothing from the record")
    } catch {
      area.count = before
      return .failed(end: end, reason: error.summary)
    }
  }
}
