/// What a conversion did with one input.
package struct InputReport: Sendable {
  package var rows = 0
  package var badRecords = 0
  /// Records that a condition of the transforms has dropped.
  package var droppedRecords = 0
  /// Keys that came again in one object; the last one was taken.
  package var duplicateKeys = 0
  /// Bytes of records, after decompression.
  package var inflatedBytes: Int64 = 0
  /// Why it was left out.
  package var failure: InputFailure?
}

/// What a conversion did.
package struct ConversionReport: Sendable {
  /// One for each input, in their order.
  package var inputs: [InputReport] = []
  package var rowGroups = 0
  package var outputBytes: Int64 = 0
  /// Values that had no place in a column and went to `_rescued`.
  package var rescuedValues = 0
  /// Top-level keys that a fixed schema has no column for, with the types that their values suggest: they may join the
  /// data set's next version. Empty for explicit columns.
  package var newColumns: [ColumnDefinition] = []
  /// The columns of the output, `_rescued` left out.
  package var schema: DatasetSchema

  package var rows: Int { inputs.reduce(0) { $0 + $1.rows } }
  package var badRecords: Int { inputs.reduce(0) { $0 + $1.badRecords } }
  package var droppedRecords: Int { inputs.reduce(0) { $0 + $1.droppedRecords } }
  package var duplicateKeys: Int { inputs.reduce(0) { $0 + $1.duplicateKeys } }
  package var inflatedBytes: Int64 { inputs.reduce(0) { $0 + $1.inflatedBytes } }
}

/// At least one input must be left out. Nothing usable was written; convert again without those inputs.
package struct ConversionRejected: Error, Sendable, CustomStringConvertible {
  /// What is wrong with which inputs, by index.
  package var failures: [(input: Int, failure: InputFailure)]

  package var description: String { failures.map(\.failure.message).joined(separator: "\n") }
}

/// The conversion was stopped from outside, or by the failure of another worker.
package struct ConversionStop: Error, Sendable, CustomStringConvertible {
  package var description: String { "the conversion was stopped; nothing was published" }
}
