import Foundation

/// Writes the bad records of one manifest as they are found.
///
/// Used by one thread at a time. Memory holds one record and a buffer of 64 KiB. It ends with ``publish()`` or
/// ``abandon()``.
package final class BadRecordWriter {
  package let key: ObjectKey
  /// Records that were appended.
  package private(set) var count = 0
  private let staged: any StagedObject
  private let encoder: JSONEncoder
  private var buffer: [UInt8] = []

  init(staged: any StagedObject, key: ObjectKey) {
    self.staged = staged
    self.key = key
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// Adds a record. Blocks: not for the cooperative pool.
  package func append(_ entry: BadRecordEntry) throws {
    buffer.append(contentsOf: try encoder.encode(entry))
    buffer.append(UInt8(ascii: "\n"))
    count += 1
    if buffer.count >= 65_536 { try flush() }
  }

  private func flush() throws {
    try staged.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Makes the records durable and visible, in place of those of an earlier attempt. If there are none, nothing is.
  package func publish() async throws {
    if count == 0 {
      await staged.abandon()
      return
    }
    do {
      try flush()
    } catch {
      await staged.abandon()
      throw error
    }
    _ = try await staged.publish(.overwrite)
  }

  /// Drops the records, e.g. because the manifest failed.
  package func abandon() async {
    await staged.abandon()
  }
}
