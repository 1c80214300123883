/// Turns a file's bytes into UTF-8, piece by piece.
///
/// Half characters of UTF-16 become bytes that are no UTF-8, so that they make their record a bad one and nothing else.
package struct CSVDecoder: Sendable {
  private enum Form { case undecided, utf8, latin1, utf16(isBigEndian: Bool) }

  private let encoding: CSVEncoding
  private var form: Form
  /// Bytes that wait for those behind them.
  private var held: [UInt8] = []
  /// The first half of a pair of UTF-16 units.
  private var highSurrogate: UInt32?

  package init(_ encoding: CSVEncoding) {
    self.encoding = encoding
    form = encoding == .latin1 ? .latin1 : .undecided
  }

  /// Whether the bytes are UTF-8 already, as is known once a few of them have been seen.
  package var isPassThrough: Bool {
    if case .utf8 = form { true } else { false }
  }

  /// Appends the text of the next bytes to `output`.
  package mutating func decode(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8]) {
    switch form {
    case .undecided:
      held += bytes
      guard held.count >= 2 || isLast else { return }
      let first = held
      held = []
      decide(first)
      first.withUnsafeBytes { decode($0, isLast: isLast, into: &output) }
    case .utf8: output += bytes
    case .latin1: Self.appendLatin1(bytes, to: &output)
    case .utf16(let isBigEndian): appendUTF16(bytes, isBigEndian: isBigEndian, isLast: isLast, to: &output)
    }
  }

  private mutating func decide(_ first: [UInt8]) {
    if first.starts(with: [0xFF, 0xFE]) {
      form = .utf16(isBigEndian: false)
    } else if first.starts(with: [0xFE, 0xFF]) {
      form = .utf16(isBigEndian: true)
    } else {
      form = encoding == .utf16 ? .utf16(isBigEndian: false) : .utf8
    }
  }

  private static func appendLatin1(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        output.append(byte)
      } else {
        output.append(0xC0 | byte >> 6)
        output.append(0x80 | byte & 0x3F)
      }
    }
  }

  private mutating func appendUTF16(
    _ bytes: UnsafeRawBufferPointer, isBigEndian: Bool, isLast: Bool, to output: inout [UInt8]
  ) {
    output.reserveCapacity(output.count + bytes.count)
    for byte in bytes {
      guard let first = held.first else {
        held.append(byte)
        continue
      }
      held.removeAll(keepingCapacity: true)
      let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
      append(unit, to: &output)
    }
    guard isLast else { return }
    if let high = highSurrogate.take() { Self.append(scalar: high, to: &output) }
    // Half a unit: a byte that UTF-8 never has.
    if !held.isEmpty { output.append(0xFF) }
    held = []
  }

  private mutating func append(_ unit: UInt32, to output: inout [UInt8]) {
    if let high = highSurrogate.take() {
      if unit & 0xFC00 == 0xDC00 {
        return Self.append(scalar: 0x10000 + ((high & 0x3FF) << 10 | unit & 0x3FF), to: &output)
      }
      Self.append(scalar: high, to: &output)
    }
    if unit & 0xFC00 == 0xD800 {
      highSurrogate = unit
    } else if unit != 0xFEFF || !output.isEmpty || hasBegun {
      Self.append(scalar: unit, to: &output)
    }
    hasBegun = true
  }

  /// Whether the byte-order mark has been passed.
  private var hasBegun = false

  /// Surrogates are written like any other number, which is no UTF-8.
  private static func append(scalar: UInt32, to output: inout [UInt8]) {
    func byte(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift) & 0x3F }
    switch scalar {
    case ..<0x80: output.append(UInt8(scalar))
    case ..<0x800: output += [0xC0 | UInt8(scalar >> 6), byte(0)]
    case ..<0x10000: output += [0xE0 | UInt8(scalar >> 12), byte(6), byte(0)]
    default: output += [0xF0 | UInt8(scalar >> 18), byte(12), byte(6), byte(0)]
    }
  }
}
