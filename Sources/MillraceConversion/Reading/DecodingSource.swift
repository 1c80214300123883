internal import MillraceCSV
internal import MillraceCompression

/// The text of a CSV file as UTF-8, whatever its encoding.
final class DecodingSource: ByteSource {
  private static let pieceSize = 64 << 10

  private let raw: any ByteSource
  private var decoder: CSVDecoder
  private var piece = [UInt8](repeating: 0, count: pieceSize)
  private var decoded: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  var name: String { raw.name }

  init(_ raw: any ByteSource, _ encoding: CSVEncoding) {
    self.raw = raw
    decoder = CSVDecoder(encoding)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while position == decoded.count {
      if isAtEnd { return 0 }
      if decoder.isPassThrough { return try raw.read(into: buffer) }
      decoded.removeAll(keepingCapacity: true)
      position = 0
      let count = try piece.withUnsafeMutableBytes { try raw.read(into: $0) }
      isAtEnd = count == 0
      piece.withUnsafeBytes {
        decoder.decode(UnsafeRawBufferPointer(rebasing: $0[..<count]), isLast: isAtEnd, into: &decoded)
      }
    }
    let count = min(buffer.count, decoded.count - position)
    decoded.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
    }
    position += count
    return count
  }
}

extension CSVDialect {
  /// Whether a file with these first bytes must be decoded before it can be cut.
  func needsDecoding(firstBytes: some Collection<UInt8>) -> Bool {
    encoding != .utf8 || firstBytes.starts(with: [0xFF, 0xFE]) || firstBytes.starts(with: [0xFE, 0xFF])
  }
}
