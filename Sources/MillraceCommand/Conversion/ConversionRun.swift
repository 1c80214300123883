import Foundation
import MillraceConversion
import MillraceParquet

/// Converts inputs into one file or several, leaves out the inputs that cannot be converted, and keeps the account.
struct ConversionRun {
  let options: ConversionOptions
  /// Directory for bad records; nil: they are only reported.
  let quarantine: String?
  let progress: ConversionProgressLine

  private(set) var facts = ConversionFacts()

  init(options: ConversionOptions, quarantine: String?, progress: ConversionProgressLine) {
    self.options = options
    self.quarantine = quarantine
    self.progress = progress
  }

  /// - Throws: `CommandFailure` when a part cannot be written.
  mutating func convert(_ part: ConversionPart) throws {
    var items = part.items
    while !items.isEmpty {
      do {
        try attempt(items, path: part.path)
        return
      } catch let rejected as ConversionRejected {
        items = try leaveOut(rejected, of: items)
      }
    }
  }

  /// The inputs that remain after those that were rejected.
  private mutating func leaveOut(_ rejected: ConversionRejected, of items: [InputList.Item]) throws -> [InputList.Item]
  {
    let failed = Set(rejected.failures.map(\.input))
    for (index, failure) in rejected.failures {
      facts.leftOut.append(.init(input: items[index].input.name, code: failure.code.rawValue, message: failure.message))
    }
    let remaining = items.indices.filter { !failed.contains($0) }.map { items[$0] }
    if !remaining.isEmpty, items.contains(where: { $0.input.path == "-" }) {
      throw CommandFailure(
        message: rejected.description
          + "\nStandard input cannot be read a second time, so nothing was written. Convert "
          + "again without the inputs named above.")
    }
    return remaining
  }

  private mutating func attempt(_ items: [InputList.Item], path: String) throws {
    let output = try PublishedOutput(path)
    let bad = BadRecordOutput(inputs: items, path: try quarantinePath(for: path))
    do {
      try Interruption.shared.endProcess {
        output.abandon()
      } during: {
        let report = try convert(items, to: output, bad: bad)
        try output.publish()
        try account(report, items: items, path: path, bad: bad)
      }
    } catch {
      output.abandon()
      bad.abandon()
      throw failure(error)
    }
  }

  private func convert(_ items: [InputList.Item], to output: PublishedOutput, bad: BadRecordOutput) throws
    -> ConversionReport
  {
    let counters = ConversionProgress()
    return try progress.watch(counters) {
      try Converter(options: options).convert(
        items.map(\.input), to: FileSink(fileDescriptor: output.descriptor, name: output.name), progress: counters,
        badRecords: { try bad.append($0) })
    }
  }

  private func quarantinePath(for path: String) throws -> String? {
    guard let quarantine else { return nil }
    try createDirectory(quarantine)
    let name = path == "-" ? "standard-output" : String(path.split(separator: "/").last ?? "")
    return "\(quarantine)/\(name).bad-records.ndjson"
  }

  private mutating func account(
    _ report: ConversionReport, items: [InputList.Item], path: String, bad: BadRecordOutput
  ) throws {
    facts.outputs.append(
      .init(
        path: path, rows: report.rows, bytes: report.outputBytes, rowGroups: report.rowGroups,
        columns: report.schema.columns.count))
    for (item, input) in zip(items, report.inputs) {
      facts.inputs.append(
        .init(
          input: item.input.name, rows: input.rows, badRecords: input.badRecords,
          droppedRecords: input.droppedRecords, duplicateKeys: input.duplicateKeys,
          bytes: item.size ?? input.inflatedBytes, inflatedBytes: input.inflatedBytes))
    }
    facts.rescuedValues += report.rescuedValues
    facts.badRecords += bad.count
    facts.shownBadRecords += bad.shown.prefix(BadRecordOutput.shownRecords - facts.shownBadRecords.count)
    if let file = try bad.publish() { facts.quarantined.append(file) }
  }

  private func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as ParquetWriteError:
      return error.errorNumber == EPIPE ? StandardOutput.Closed() : CommandFailure(message: error.message)
    default: return error
    }
  }
}
