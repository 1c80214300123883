internal import Crypto
internal import NIOCore

/// Takes the `aws-chunked` framing off a body: `size[;chunk-signature=…]`, data, and trailers after the last chunk.
struct ChunkedDecoder {
  private enum State {
    case size
    case data(remaining: Int)
    case lineEnd
    case trailers
    case done
  }

  private(set) var body = ChunkedBody()
  private(set) var isMalformed = false
  private var state = State.size
  private var line: [UInt8] = []
  private var hash: SHA256?

  /// True when the last chunk and all trailers were there.
  var isComplete: Bool {
    switch state {
    case .done: !isMalformed
    default: false
    }
  }

  /// Reads framed bytes and hands on the data in them.
  mutating func receive(_ input: ByteBuffer, sink: (ByteBuffer) -> Void) {
    var input = input
    while input.readableBytes > 0, !isMalformed {
      switch state {
      case .data(let remaining):
        guard let data = input.readSlice(length: min(remaining, input.readableBytes)) else { return }
        data.withUnsafeReadableBytes { hash?.update(bufferPointer: $0) }
        sink(data)
        let rest = remaining - data.readableBytes
        state = rest > 0 ? .data(remaining: rest) : .lineEnd
        if rest == 0 { endChunk() }
      case .done: isMalformed = true
      default: if readLine(&input) { takeLine() }
      }
    }
  }

  /// Moves bytes up to a line's end; true when the line is whole.
  private mutating func readLine(_ input: inout ByteBuffer) -> Bool {
    while let byte: UInt8 = input.readInteger() {
      if byte == UInt8(ascii: "\n") {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return true
      }
      line.append(byte)
      if line.count > 8192 {
        isMalformed = true
        return false
      }
    }
    return false
  }

  private mutating func takeLine() {
    let text = String(decoding: line, as: UTF8.self)
    line.removeAll(keepingCapacity: true)
    switch state {
    case .size: beginChunk(text)
    case .lineEnd: if text.isEmpty { state = .size } else { isMalformed = true }
    case .trailers: takeTrailer(text)
    case .data, .done: isMalformed = true
    }
  }

  private mutating func beginChunk(_ text: String) {
    let parts = text.split(separator: ";", maxSplits: 1)
    guard let digits = parts.first, let size = Int(digits, radix: 16), size >= 0 else {
      isMalformed = true
      return
    }
    let marker = "chunk-signature="
    let signature = parts.count > 1 && parts[1].hasPrefix(marker) ? String(parts[1].dropFirst(marker.count)) : nil
    body.chunks.append(.init(size: size, signature: signature))
    hash = signature == nil ? nil : SHA256()
    state = size > 0 ? .data(remaining: size) : .trailers
    if size == 0 { endChunk() }
  }

  private mutating func endChunk() {
    guard let hash else { return }
    body.chunks[body.chunks.count - 1].hash = Hex.encode(hash.finalize())
  }

  private mutating func takeTrailer(_ text: String) {
    if text.isEmpty {
      state = .done
      return
    }
    guard let colon = text.firstIndex(of: ":") else {
      isMalformed = true
      return
    }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    body.trailers.append((text[..<colon].lowercased(), String(value)))
  }
}
