internal import MillraceCompression
internal import MillraceJSON

/// The names of columns where records are arrays: those of the first line, if that is an array of distinct strings.
///
/// JSON Lines knows this form as a denser CSV. Inputs whose first line is no array have no header, and arrays in them are bad records.
struct ArrayHeader: Sendable {
  /// Positions beyond these are called `column0`, `column1`, …, with underscores behind that where a name is taken.
  let names: [[UInt8]]
  /// The header line without white space around it, which is passed over at the start of each input; empty where there
  /// is none.
  let line: [UInt8]
  private let taken: Set<[UInt8]>

  func name(at position: Int) -> [UInt8] {
    if position < names.count { return names[position] }
    var name = Array("column\(position)".utf8)
    while taken.contains(name) { name.append(UInt8(ascii: "_")) }
    return name
  }

  /// The header of inputs that begin with this line; nil where it is no array.
  init?(firstLine: [UInt8]) {
    let padded = firstLine + [UInt8](repeating: 0x0A, count: JSONScanner.padding)
    var names: [[UInt8]] = []
    var isArray = false
    var isHeader = true
    padded.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var scanner = JSONScanner(allowsNewlines: false)
      var kind = JSONKind.null
      let start = scanner.skipSpace(base)
      guard start.pointee == 0x5B, scanner.scanValue(start, kind: &kind) != nil else { return }
      isArray = true
      var p = scanner.skipSpace(start + 1)
      while p.pointee != 0x5D, let end = scanner.scanValue(p, kind: &kind) {
        isHeader = isHeader && (kind == .string || kind == .escapedString) && end - p > 2
        if isHeader { names.append(Self.text(p + 1, end - p - 2, isPlain: kind == .string)) }
        p = scanner.skipSpace(end)
        if p.pointee == 0x2C { p = scanner.skipSpace(p + 1) }
      }
    }
    guard isArray else { return nil }
    isHeader = isHeader && !names.isEmpty && Set(names).count == names.count
    self.names = isHeader ? names : []
    line = isHeader ? firstLine : []
    taken = isHeader ? Set(names) : []
  }

  private static func text(_ start: UnsafePointer<UInt8>, _ count: Int, isPlain: Bool) -> [UInt8] {
    if isPlain { return Array(UnsafeBufferPointer(start: start, count: count)) }
    return Array(unsafeUninitializedCapacity: count + JSONScanner.padding) { buffer, written in
      guard let out = buffer.baseAddress else { return }
      written = JSONString.unescape(start, count: count, into: out)
    }
  }

  /// The header of the first input that can be read; nil where its records are no arrays.
  static func find(in inputs: [ConversionInput], _ options: ConversionOptions) -> ArrayHeader? {
    // Transforms take an array for what it is.
    guard options.format == .ndjson, options.transform.isEmpty else { return nil }
    for input in inputs where !input.isStream {
      if let line = try? firstLine(of: input, options) { return ArrayHeader(firstLine: line) }
    }
    return nil
  }

  /// The first line that is not blank, without a byte-order mark before it and white space around it; nil where the
  /// file has none, or can be read only once.
  private static func firstLine(of input: ConversionInput, _ options: ConversionOptions) throws -> [UInt8]? {
    let source = InflatingSource(
      try input.openSource(isSample: true), limits: InflationLimits(options))
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes[..<count].starts(with: mark) ? bytes[mark.count..<count] : bytes[..<count]
    for line in text.split(separator: 0x0A) {
      guard let first = line.firstIndex(where: { $0 > 0x20 }), let last = line.lastIndex(where: { $0 > 0x20 }) else {
        continue
      }
      return Array(line[first...last])
    }
    return nil
  }
}
