internal import CMillraceSIMD

/// Finds where records end, without looking at fields, in bytes that come one stretch after the other.
///
/// The bytes are padded as for `CSVScanner`, and the one behind a stretch is the input's next one or no LF.
package struct CSVCutter: Sendable {
  private let dialect: CSVBytes
  private var state = CSVState()

  /// The C structures have no other properties than being values.
  private struct CSVBytes: @unchecked Sendable { var value: mr_csv_dialect }
  private struct CSVState: @unchecked Sendable { var value = mr_csv_state() }

  /// Begins at the start of a record.
  package init(_ dialect: CSVDialect) { self.dialect = CSVBytes(value: dialect.bytes) }

  /// Goes on over a stretch; the place behind the last record that ends in it, 0 where none does.
  package mutating func lastRecordEnd(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
    withUnsafePointer(to: dialect.value) { mr_csv_last_record_end($0, &state.value, bytes, max(count, 0)) }
  }

  /// Goes on to the end of the open record; the place behind it, nil where it does not end in the stretch.
  package mutating func recordEnd(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
    let end = withUnsafePointer(to: dialect.value) { mr_csv_record_end($0, &state.value, bytes, max(count, 0)) }
    return end == 0 ? nil : end
  }
}
