internal import CMillraceSIMD
internal import MillraceCSV
internal import MillraceJSON

/// Reads records of a sample and notes what their values are.
struct SampleReader {
  /// Keys without a column are noted until there are so many; what else may join must wait for the next conversion.
  static let maximumKeys = 20_000
  /// Objects and lists below this depth are JSON text.
  static let maximumDepth = 32

  private var scanner: JSONScanner
  private(set) var root = TypeObservation()
  /// Records that have been noted.
  private(set) var records = 0

  private let arrayHeader: ArrayHeader?
  /// What is done to records before they are noted.
  private var transforming: RecordTransforming?

  /// Records for which a program of the transforms may fail before no more are asked of it.
  private static let patience = 3
  private var failures = 0
  private var lastFailure: (any Error)?

  /// Why nothing could be noted: the transforms cannot be applied to any record.
  var failure: (any Error)? { records == 0 ? lastFailure : nil }

  /// Says when no answer of a program is to be awaited any longer.
  func stop(when shouldStop: @escaping () -> Bool) { transforming?.stop(when: shouldStop) }

  init(allowsNewlines: Bool, arrayHeader: ArrayHeader? = nil, transforming: RecordTransforming? = nil) {
    self.arrayHeader = arrayHeader
    self.transforming = transforming
    scanner = JSONScanner(allowsNewlines: allowsNewlines, maximumDepth: 512)
  }

  /// Notes the record at `start`, in a padded buffer. Returns the pointer behind it, nil where it is no object.
  mutating func note(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    if transforming != nil { return noteTransformed(start) }
    return noteRecord(start)
  }

  /// Notes what the transforms make of the record. A bad one is passed over.
  private mutating func noteTransformed(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    transforming?.startBatch()
    defer { noteFailure() }
    switch transforming?.apply(start) {
    case .result(let result, let end):
      _ = noteRecord(result)
      return end
    case .dropped(let end), .bad(_, let end): return end
    case .malformed, nil: return nil
    }
  }

  /// One record that a program stumbles over must not cost all types; the conversion will tell of it.
  private mutating func noteFailure() {
    guard let failure = transforming?.failure, failures <= Self.patience else { return }
    failures += 1
    lastFailure = failure
    if failures <= Self.patience { transforming?.startAnew() }
  }

  private mutating func noteRecord(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var kind = JSONKind.null
    // The whole record is checked first, so that a bad one leaves no trace.
    guard start.pointee == 0x7B || start.pointee == 0x5B && arrayHeader != nil,
      let end = scanner.scanValue(start, kind: &kind)
    else { return nil }
    records += 1
    var observation = TypeObservation()
    swap(&observation, &root)
    if start.pointee == 0x5B {
      noteArrayRecord(start, end, &observation)
    } else {
      _ = noteObject(start, &observation, depth: 0)
    }
    swap(&observation, &root)
    return end
  }

  /// Notes a value of a top-level key, in a padded buffer; it has been scanned before.
  mutating func note(key: [UInt8], value: UnsafePointer<UInt8>) {
    if root.fields.count >= Self.maximumKeys { return }
    let index = key.withUnsafeBufferPointer { root.field($0, predicted: 0) }
    root.fields[index].count += 1
    var observation = TypeObservation()
    swap(&observation, &root.fields[index].type)
    _ = noteValue(value, &observation, depth: 0)
    swap(&observation, &root.fields[index].type)
  }

  /// Notes a text that a top-level key has for a value.
  mutating func note(key: [UInt8], text: UnsafePointer<UInt8>, count: Int) {
    if root.fields.count >= Self.maximumKeys { return }
    let index = key.withUnsafeBufferPointer { root.field($0, predicted: 0) }
    root.fields[index].count += 1
    root.fields[index].type.noteText(text, count)
  }

  /// Notes that there are columns, even where they have no values.
  mutating func note(columnsOf header: CSVHeader) {
    for (position, name) in header.names.enumerated() {
      _ = name.withUnsafeBufferPointer { root.field($0, predicted: position) }
    }
  }

  /// Notes a row's fields under the names of their columns.
  mutating func note(_ row: CSVRow, of header: CSVHeader, _ dialect: CSVDialect) {
    records += 1
    for position in 0..<min(row.count, header.names.count) {
      let index = header.names[position].withUnsafeBufferPointer { root.field($0, predicted: position) }
      let field = row.field(position)
      if field.isNull { continue }
      root.fields[index].count += 1
      guard field.hasEscapes else {
        root.fields[index].type.noteText(row.base + field.start, field.count)
        continue
      }
      CSVText.bytes(of: field, row.base, dialect).withUnsafeBufferPointer { text in
        if let start = text.baseAddress { root.fields[index].type.noteText(start, text.count) }
      }
    }
  }

  /// What has been noted since the last call.
  mutating func take() -> TypeObservation {
    defer { root = TypeObservation() }
    return root
  }

  /// Notes the line at `start`, in a padded buffer, if it is an object and nothing else.
  mutating func noteLine(_ start: UnsafePointer<UInt8>) {
    let object = scanner.skipSpace(start)
    var kind = JSONKind.null
    guard let end = scanner.scanValue(object, kind: &kind), scanner.skipSpace(end).pointee == 0x0A else { return }
    _ = note(object)
  }

  private mutating func noteValue(
    _ start: UnsafePointer<UInt8>, _ type: inout TypeObservation, depth: Int
  ) -> UnsafePointer<UInt8> {
    var kind = JSONKind.null
    guard let end = scanner.scanValue(start, kind: &kind) else { return start }
    switch kind {
    case .null: break
    case .true, .false: type.booleans += 1
    case .integer, .number: type.noteNumber(start, end - start, isInteger: kind == .integer)
    case .string, .escapedString: type.noteString(start + 1, end - start - 2, isPlain: kind == .string)
    case .object:
      type.objects += 1
      if depth < Self.maximumDepth { _ = noteObject(start, &type, depth: depth + 1) }
    case .array:
      type.arrays += 1
      if depth < Self.maximumDepth { noteArray(start, &type, depth: depth + 1) }
    }
    return end
  }

  private mutating func noteObject(
    _ start: UnsafePointer<UInt8>, _ type: inout TypeObservation, depth: Int
  ) -> Bool {
    var p = scanner.skipSpace(start + 1)
    var index = -1
    while p.pointee == 0x22 {
      var escaped = false
      guard let quote = scanner.scanString(p + 1, escaped: &escaped) else { return false }
      let value = scanner.skipSpace(scanner.skipSpace(quote + 1) + 1)
      let key = UnsafeBufferPointer(start: p + 1, count: quote - p - 1)
      index =
        escaped
        ? Self.unescaped(key).withUnsafeBufferPointer { type.field($0, predicted: index + 1) }
        : type.field(key, predicted: index + 1)
      type.fields[index].count += 1
      p = scanner.skipSpace(noteValue(value, &type.fields[index].type, depth: depth))
      if p.pointee == 0x2C { p = scanner.skipSpace(p + 1) }
    }
    return true
  }

  private mutating func noteArrayRecord(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ type: inout TypeObservation
  ) {
    guard let arrayHeader else { return }
    if UnsafeBufferPointer(start: start, count: end - start).elementsEqual(arrayHeader.line) { return }
    var p = scanner.skipSpace(start + 1)
    var position = 0
    while p.pointee != 0x5D {
      let index = arrayHeader.name(at: position).withUnsafeBufferPointer { type.field($0, predicted: position) }
      type.fields[index].count += 1
      let behind = noteValue(p, &type.fields[index].type, depth: 0)
      if behind == p { return }
      position += 1
      p = scanner.skipSpace(behind)
      if p.pointee == 0x2C { p = scanner.skipSpace(p + 1) }
    }
  }

  private mutating func noteArray(_ start: UnsafePointer<UInt8>, _ type: inout TypeObservation, depth: Int) {
    var p = scanner.skipSpace(start + 1)
    while p.pointee != 0x5D {
      if type.element.isEmpty { type.element.append(TypeObservation()) }
      let end = noteValue(p, &type.element[0], depth: depth)
      if end == p { return }
      p = scanner.skipSpace(end)
      if p.pointee == 0x2C { p = scanner.skipSpace(p + 1) }
    }
  }

  private static func unescaped(_ key: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let start = key.baseAddress else { return [] }
    return [UInt8](unsafeUninitializedCapacity: key.count + 4) { buffer, written in
      if let out = buffer.baseAddress { written = JSONString.unescape(start, count: key.count, into: out) }
    }
  }
}
