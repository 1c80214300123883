package import MillraceCompression
internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

/// Packs the records of one file into messages.
///
/// Bytes come in pieces of any size. The same file and options always give the same messages, however the bytes were cut. Memory
/// is bounded by the largest record and a message. Belongs to one thread at a time, and may not be used any more once it has thrown.
package final class FilePacker {
  private var packer: RecordPacker

  /// - Parameter position: where to begin. The first bytes that are added must then be those at the position's `byteOffset`.
  package init(_ options: PackingOptions, startingAt position: PackingPosition = .start) {
    packer = RecordPacker(options, startingAt: position)
  }

  /// Why the transforms cannot be applied any more. Records that came out since the last look are void then.
  package var failure: (any Error)? { packer.transformer.failure }

  /// Says when no answer of a program among the transforms is to be awaited any longer.
  package func stop(when shouldStop: @escaping () -> Bool) { packer.transformer.stop(when: shouldStop) }

  /// Records that a condition of the transforms, or a program among them, has dropped so far.
  package var droppedRecords: Int { packer.dropped }

  /// Takes the next bytes of the file.
  ///
  /// - Parameters:
  ///   - isLast: whether nothing follows; the message that is being filled is then given out, too.
  ///   - emit: is called for each item, in the order of the file.
  package func add<Failure: Error>(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, emit: (PackedItem) throws(Failure) -> Void
  ) throws(Failure) {
    var taken = 0
    repeat {
      let room = packer.buffer.room()
      let count = min(room.count, bytes.count - taken)
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count]))
      packer.buffer.filled(count)
      taken += count
      try process(isLast: isLast && taken == bytes.count, emit)
    } while taken < bytes.count
  }

  /// Takes a whole file, compressed or not, from a source that begins at its first byte.
  ///
  /// - Throws: what the source and `emit` throw; `CompressionError` where the file cannot be inflated.
  package func add(
    contentsOf source: any ByteSource, limits: InflationLimits = InflationLimits(),
    emit: (PackedItem) throws -> Void
  ) throws {
    let inflated = InflatingSource(source, limits: limits)
    var toSkip = packer.buffer.offset
    while true {
      let room = packer.buffer.room()
      if toSkip > 0 {
        let part = UnsafeMutableRawBufferPointer(rebasing: room[..<Int(min(Int64(room.count), toSkip))])
        let count = try inflated.read(into: part)
        toSkip = count == 0 ? 0 : toSkip - Int64(count)
        continue
      }
      let count = try inflated.read(into: room)
      packer.buffer.filled(count)
      try process(isLast: count == 0, emit)
      if count == 0 { return }
    }
  }

  private func process<Failure: Error>(
    isLast: Bool, _ emit: (PackedItem) throws(Failure) -> Void
  ) throws(Failure) {
    packer.read(isLast: isLast)
    let items = packer.takeItems()
    for item in items { try emit(item) }
  }
}
