internal import MillraceParquet

/// Writes what comes in the order of the input, and keeps the books of each input.
final class ConversionOutput {
  private let writer: ParquetFileWriter
  private let badRecords: (BadRecord) throws -> Void
  private let policy: BadRecordPolicy
  private let names: [String]
  private(set) var inputs: [InputReport]
  private(set) var rescuedValues = 0
  private(set) var unknownColumns = TypeObservation()
  /// Lines of each input so far, for the numbers of lines to come.
  private var lines: [Int]
  /// Once an input has failed nothing more is written: the output will be thrown away.
  private var isRejected = false

  init(
    writer: ParquetFileWriter, inputs: [ConversionInput], policy: BadRecordPolicy,
    badRecords: @escaping (BadRecord) throws -> Void
  ) {
    self.writer = writer
    self.policy = policy
    self.badRecords = badRecords
    names = inputs.map(\.name)
    self.inputs = Array(repeating: InputReport(), count: inputs.count)
    lines = Array(repeating: 0, count: inputs.count)
  }

  func take(_ part: SlicePart) throws {
    for outcome in part.outcomes { try take(outcome) }
    rescuedValues += part.rescuedValues
    if unknownColumns.fields.count < SampleReader.maximumKeys { unknownColumns.merge(part.unknownColumns) }
    if let rowGroup = part.rowGroup, !isRejected { try writer.append(rowGroup) }
    if !part.fields.isEmpty && !isRejected { writer.join(part.fields) }
  }

  private func take(_ outcome: SegmentOutcome) throws {
    let input = outcome.input
    for var record in outcome.badRecords {
      record.line += lines[input]
      if !isRejected { try badRecords(record) }
    }
    lines[input] += outcome.lines
    inputs[input].rows += outcome.rows
    inputs[input].badRecords += outcome.badRecords.count
    inputs[input].duplicateKeys += outcome.duplicateKeys
    inputs[input].droppedRecords += outcome.droppedRecords
    inputs[input].inflatedBytes += outcome.bytes
    if let failure = outcome.failure { reject(input, failure) }
    if outcome.isLast { judge(input) }
  }

  /// Looks whether an input that has been read to its end has too many bad records.
  private func judge(_ input: Int) {
    let report = inputs[input]
    let good = report.rows + report.droppedRecords
    if let failure = policy.failure(rows: good, badRecords: report.badRecords, of: names[input]) {
      reject(input, failure)
    }
  }

  func reject(_ input: Int, _ failure: InputFailure) {
    if inputs[input].failure == nil { inputs[input].failure = failure }
    isRejected = true
  }
}
