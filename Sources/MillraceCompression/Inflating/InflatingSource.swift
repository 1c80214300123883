/// The decompressed bytes of a source whose format is told from its first bytes.
///
/// Memory is bounded: `InputBuffer.capacity` bytes of input, and what the format needs (gzip 64 KiB of history, zstd a
/// window up to `InflationLimits.maximumWindowLog`). Uncompressed input goes straight into the caller's buffer.
///
/// Bytes are given before the checksum at the end of their member or frame has been reached, so that what was read counts
/// only once `read(into:)` has returned 0. After a `CompressionError` every further read throws it again.
package final class InflatingSource: ByteSource {
  private let raw: any ByteSource
  private let limits: InflationLimits
  private let input = InputBuffer()
  private var decoder: (any StreamDecoder)?
  private var detected: CompressionFormat?
  private var failure: CompressionError?
  private var passedThrough: Int64 = 0

  /// Decompressed bytes given so far.
  package private(set) var inflatedBytes: Int64 = 0

  /// Bytes of the raw source consumed so far.
  package var compressedBytes: Int64 { input.offset + passedThrough }

  package var name: String { raw.name }

  /// - Parameters:
  ///   - raw: the bytes as they are stored.
  ///   - limits: what the contents may grow to.
  package init(_ raw: any ByteSource, limits: InflationLimits = InflationLimits()) {
    self.raw = raw
    self.limits = limits
  }

  /// The format of the raw bytes. Reads the first of them if that has not happened.
  ///
  /// - Throws: what the raw source throws, and `CompressionError`.
  package func format() throws -> CompressionFormat {
    if let detected { return detected }
    while input.unread.count < CompressionFormat.detectionLength, try input.refill(from: raw) {}
    let format = CompressionFormat.detect(firstBytes: input.unread)
    decoder =
      switch format {
      case .none: nil
      case .gzip: GzipDecoder()
      case .zstd: try ZstdDecoder(maximumWindowLog: limits.maximumWindowLog)
      }
    detected = format
    return format
  }

  /// - Throws: what the raw source throws, and `CompressionError`.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let failure { throw failure }
    _ = try format()
    do {
      let count = try decoder.map { try inflate(with: $0, into: buffer) } ?? passThrough(into: buffer)
      inflatedBytes += Int64(count)
      return count
    } catch let error as CompressionError {
      failure = error
      throw error
    }
  }

  private func passThrough(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let waiting = input.unread
    if waiting.isEmpty {
      let count = try raw.read(into: buffer)
      passedThrough += Int64(count)
      return count
    }
    let count = min(waiting.count, buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: waiting[..<count]))
    input.consume(count)
    return count
  }

  private func inflate(with decoder: any StreamDecoder, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let step = decoder.decode(input.unread, into: buffer)
      input.consume(step.consumed)
      let failure =
        step.failure ?? limits.excess(inflated: inflatedBytes + Int64(step.produced), compressed: input.offset)
      if let failure { throw locating(failure, produced: step.produced) }
      if step.produced > 0 { return step.produced }
      if step.consumed > 0 { continue }
      if try !input.refill(from: raw) {
        if let failure = decoder.failureAtEnd() { throw locating(failure, produced: 0) }
        return 0
      }
    }
  }

  private func locating(_ failure: CompressionError, produced: Int) -> CompressionError {
    let place = CompressionError.Place(
      source: name, compressedOffset: input.offset, inflatedOffset: inflatedBytes + Int64(produced))
    return CompressionError(failure.code, failure.reason, at: place)
  }
}
