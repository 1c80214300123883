import CISAL

/// Encodes one gzip member of any length. Its header has neither a name nor a time, so that the same bytes give the
/// same member.
final class GzipEncoder: StreamEncoder {
  private static let outputCapacity = 128 << 10
  /// The most that ISA-L is given at once; its counts are 32 bits wide.
  private static let maximumStep = 1 << 30

  private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
  private let levelBuffer: UnsafeMutableBufferPointer<UInt8>
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: outputCapacity, alignment: 64)

  /// - Parameter level: from 1 to 3.
  init(level: Int) {
    levelBuffer = .allocate(capacity: millrace_deflate_level_buffer_size(Int32(level)))
    isal_deflate_init(stream)
    stream.pointee.level = UInt32(level)
    stream.pointee.level_buf = levelBuffer.baseAddress
    stream.pointee.level_buf_size = UInt32(levelBuffer.count)
    stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
    stream.pointee.flush = UInt16(NO_FLUSH)
  }

  deinit {
    stream.deallocate()
    levelBuffer.deallocate()
    output.deallocate()
  }

  func encode(
    _ input: UnsafeRawBufferPointer, isLast: Bool, write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var consumed = 0
    repeat {
      let count = min(input.count - consumed, Self.maximumStep)
      let piece = UnsafeRawBufferPointer(rebasing: input[consumed..<consumed + count])
      consumed += count
      try encodePiece(piece, isLast: isLast && consumed == input.count, write: write)
    } while consumed < input.count
  }

  private func encodePiece(
    _ input: UnsafeRawBufferPointer, isLast: Bool, write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    stream.pointee.end_of_stream = isLast ? 1 : 0
    // ISA-L only reads its input, although its field is not declared so.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      let status = isal_deflate(stream)
      guard status == COMP_OK else {
        throw CompressionError(.codecFailure, "ISA-L could not compress (status \(status)).")
      }
      let produced = output.count - Int(stream.pointee.avail_out)
      if produced > 0 { try write(UnsafeRawBufferPointer(rebasing: output[..<produced])) }
    } while isLast ? stream.pointee.internal_state.state != ZSTATE_END : stream.pointee.avail_out == 0
  }
}
