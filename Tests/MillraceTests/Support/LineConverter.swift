import Foundation
import MillraceConversion
import MillraceStorage
import Synchronization

@testable import Millrace

/// Stands in for the real converter: a row is a line that begins with a brace, and the output is the rows as they stand.
/// What it does with an input can be changed by the input's name.
final class LineConverter: ManifestConverter {
  struct Behaviour {
    /// Inputs that are refused, by file name.
    var refused: [String: InputsRefused.Kind] = [:]
    /// Thrown instead of converting, as often as there are errors.
    var errors: [any Error & Sendable] = []
    /// Called at the start of each conversion.
    var onStart: (@Sendable (ConversionMonitor) throws -> Void)?
    /// Columns that every conversion reports as new.
    var newColumns: [ColumnDefinition] = []
  }

  private let behaviour: Mutex<Behaviour>
  private let conversionCount = Mutex(0)

  init(_ behaviour: Behaviour = Behaviour()) {
    self.behaviour = Mutex(behaviour)
  }

  /// Changes what it does from now on.
  func behave(_ change: (inout Behaviour) -> Void) { behaviour.withLock { change(&$0) } }

  /// How many conversions were begun.
  var conversions: Int { conversionCount.withLock { $0 } }

  func inferSchema(
    _ sample: [ConversionInput], shouldStop: @escaping @Sendable () -> Bool
  ) throws -> DatasetSchema {
    DatasetSchema(mode: .strings, columns: [ColumnDefinition(name: "line", type: .string)])
  }

  func convert(_ job: ConversionJob) throws -> ConvertedManifest {
    conversionCount.withLock { $0 += 1 }
    let behaviour = behaviour.withLock { $0 }
    try behaviour.onStart?(job.monitor)
    try job.monitor.check()
    if let error = self.behaviour.withLock({ $0.errors.isEmpty ? nil : $0.errors.removeFirst() }) { throw error }
    let refused = job.manifest.inputs.indices.compactMap { index in
      behaviour.refused[PathText.name(job.manifest.inputs[index].address)].map {
        InputsRefused.Refused(input: index, kind: $0, reason: "refused by the test")
      }
    }
    if !refused.isEmpty { throw InputsRefused(refused: refused) }
    var result = ConvertedManifest(
      inputs: [], outputBytes: 0, newColumns: behaviour.newColumns, rescuedValues: 0, duplicateKeys: 0)
    for input in job.manifest.inputs {
      let (rows, counts) = try read(input, job)
      try job.output.write(Array(rows))
      result.outputBytes += Int64(rows.count)
      result.inputs.append(counts)
    }
    return result
  }

  private func read(_ input: FileVersion, _ job: ConversionJob) throws -> (Data, InputCounts) {
    var rows = Data()
    var counts = InputCounts(rows: 0, badRecords: 0)
    var offset: Int64 = 0
    let lines = try Data(contentsOf: URL(fileURLWithPath: input.address)).split(separator: UInt8(ascii: "\n"))
    for (index, line) in lines.enumerated() {
      if line.first == UInt8(ascii: "{") {
        rows += line + [UInt8(ascii: "\n")]
        counts.rows += 1
      } else {
        counts.badRecords += 1
        try job.badRecord(
          BadRecordEntry(
            input: input.address, version: input.version, line: index + 1, byteOffset: offset, errorOffset: 0,
            reason: "no object", bytes: Array(line)))
      }
      offset += Int64(line.count + 1)
    }
    return (rows, counts)
  }
}
