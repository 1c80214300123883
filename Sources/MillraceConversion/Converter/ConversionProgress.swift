internal import Synchronization

/// How far a conversion has come; may be read from any thread at any time.
package final class ConversionProgress: Sendable {
  private let byteCount = Atomic<Int>(0)
  private let rowCount = Atomic<Int>(0)
  private let inputCount = Atomic<Int>(0)

  package init() {}

  /// Bytes of records that have been encoded, after decompression.
  package var bytes: Int { byteCount.load(ordering: .relaxed) }
  /// Rows that have been encoded.
  package var rows: Int { rowCount.load(ordering: .relaxed) }
  /// Inputs that have been read to their end.
  package var inputs: Int { inputCount.load(ordering: .relaxed) }

  func add(bytes: Int, rows: Int) {
    byteCount.add(bytes, ordering: .relaxed)
    rowCount.add(rows, ordering: .relaxed)
  }

  func inputsDone(_ count: Int) { inputCount.add(count, ordering: .relaxed) }
}
