import CISAL

/// Compresses blocks to one gzip member each by ISA-L.
final class DeflateBlock {
  private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
  private let levelBuffer: UnsafeMutableBufferPointer<UInt8>
  private let level: Int

  init(level: Int) {
    self.level = level
    levelBuffer = .allocate(capacity: millrace_deflate_level_buffer_size(Int32(level)))
  }

  deinit {
    stream.deallocate()
    levelBuffer.deallocate()
  }

  /// Bytes by which the result can exceed `count`: ISA-L falls back to stored blocks of up to 65,535 bytes, each with a
  /// header of 5; the gzip header and trailer take 18, and 64 are spare for what it keeps in its bit buffer.
  static func maximumOverhead(_ count: Int) -> Int {
    18 + 5 * (count / 65_535 + 1) + 64
  }

  func compress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    guard let room = UInt32(exactly: min(output.count, Int(UInt32.max))), let count = UInt32(exactly: input.count)
    else {
      throw CompressionError(.unsupported, "a gzip block of \(input.count) bytes is too long; 4 GiB is the limit.")
    }
    isal_deflate_stateless_init(stream)
    stream.pointee.level = UInt32(level)
    stream.pointee.level_buf = levelBuffer.baseAddress
    stream.pointee.level_buf_size = UInt32(levelBuffer.count)
    stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
    stream.pointee.end_of_stream = 1
    stream.pointee.flush = UInt16(NO_FLUSH)
    // ISA-L only reads its input, although its field is not declared so.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = count
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    let status = isal_deflate_stateless(stream)
    guard status == COMP_OK, stream.pointee.avail_in == 0 else {
      throw CompressionError(.codecFailure, "ISA-L could not compress \(input.count) bytes (status \(status)).")
    }
    return Int(room - stream.pointee.avail_out)
  }
}
