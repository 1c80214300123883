/// Reads the header of a gzip member, which may arrive in pieces of any size.
///
/// Headers are parsed here because ISA-L 2.30 rejects a valid header checksum (FHCRC) when the header is split between two
/// of its inputs. Source: RFC 1952 section 2.3.
struct GzipHeaderParser {
  enum Outcome {
    case needsInput
    case finished
    case invalid(CompressionError)
  }

  private enum Field {
    case fixed, extraLength, extra, name, comment, checksum, done
  }

  private struct Flags {
    static let headerChecksum: UInt8 = 0x02
    static let extra: UInt8 = 0x04
    static let name: UInt8 = 0x08
    static let comment: UInt8 = 0x10
    static let reserved: UInt8 = 0xE0
  }

  private static let fixedLength = 10
  private static let magic: (UInt8, UInt8) = (0x1F, 0x8B)
  private static let deflateMethod: UInt8 = 8

  private var field = Field.fixed
  private var flags: UInt8 = 0
  /// Bytes of the present field that have been read.
  private var count = 0
  /// A little-endian number that is being read.
  private var number = 0
  private var extraLength = 0
  private var checksum: UInt32 = 0

  /// Whether the bytes so far begin as every gzip member does.
  private(set) var hasMagic = false

  /// Takes bytes from `input`, from `consumed` on, and moves `consumed` behind those that were read.
  mutating func parse(_ input: UnsafeRawBufferPointer, consumed: inout Int) -> Outcome {
    while field != .done {
      guard consumed < input.count else { return .needsInput }
      if field != .checksum {
        checksum = crc32(UnsafeRawBufferPointer(rebasing: input[consumed...consumed]), continuing: checksum)
      }
      if let error = take(input[consumed]) { return .invalid(error) }
      consumed += 1
    }
    return .finished
  }

  private mutating func take(_ byte: UInt8) -> CompressionError? {
    count += 1
    switch field {
    case .fixed: return takeFixed(byte)
    case .extraLength:
      number |= Int(byte) << (8 * (count - 1))
      if count == 2 {
        extraLength = number
        advance(from: extraLength == 0 ? .extra : .extraLength)
      }
    case .extra: if count == extraLength { advance(from: .extra) }
    case .name: if byte == 0 { advance(from: .name) }
    case .comment: if byte == 0 { advance(from: .comment) }
    case .checksum: return takeChecksum(byte)
    case .done: break
    }
    return nil
  }

  private mutating func takeFixed(_ byte: UInt8) -> CompressionError? {
    switch count {
    case 1 where byte != Self.magic.0, 2 where byte != Self.magic.1:
      return .corruptGzip("this is not the beginning of a gzip member")
    case 2: hasMagic = true
    case 3 where byte != Self.deflateMethod:
      return CompressionError(
        .unsupported, "the gzip header names compression method \(byte); only deflate (8) exists. Compress it again.")
    case 4:
      flags = byte
      if flags & Flags.reserved != 0 { return .corruptGzip("reserved flags are set in the gzip header") }
    case Self.fixedLength: advance(from: .fixed)
    default: break
    }
    return nil
  }

  private mutating func takeChecksum(_ byte: UInt8) -> CompressionError? {
    number |= Int(byte) << (8 * (count - 1))
    guard count == 2 else { return nil }
    guard number == Int(checksum & 0xFFFF) else {
      return CompressionError(
        .checksumMismatch, "the checksum of the gzip header is wrong. \(CompressionError.copyAgain)")
    }
    advance(from: .checksum)
    return nil
  }

  /// Goes on to the next field that the flags announce.
  private mutating func advance(from finished: Field) {
    count = 0
    number = 0
    switch finished {
    case .fixed where flags & Flags.extra != 0: field = .extraLength
    case .extraLength: field = .extra
    case .fixed, .extra: field = flags & Flags.name != 0 ? .name : afterName
    case .name: field = afterName
    case .comment: field = afterComment
    case .checksum, .done: field = .done
    }
  }

  private var afterName: Field { flags & Flags.comment != 0 ? .comment : afterComment }
  private var afterComment: Field { flags & Flags.headerChecksum != 0 ? .checksum : .done }
}
