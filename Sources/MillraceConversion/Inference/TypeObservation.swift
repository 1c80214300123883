internal import MillraceJSON
internal import MillraceScalars

/// What has been seen of the values in one place, in a sample.
struct TypeObservation {
  /// An object with more distinct keys than this, of which a record has few, is a map.
  static let mapKeys = 64

  /// How often each shape of value was seen.
  var integers = 0
  /// Integers that do not fit 64 bits.
  var wideIntegers = 0
  /// Integers that no double is.
  var inexactIntegers = 0
  var widestInteger = 0
  var numbers = 0
  /// Numbers that are too large for a double.
  var hugeNumbers = 0
  var booleans = 0
  var strings = 0
  var uuids = 0
  var dates = 0
  var instants = 0
  var localTimes = 0
  var objects = 0
  var arrays = 0
  var fields: [FieldObservation] = []
  private var fieldIndex: [[UInt8]: Int] = [:]
  /// One at most: what the elements of lists are.
  var element: [TypeObservation] = []

  /// A key of an object and what its values are.
  struct FieldObservation {
    var key: [UInt8]
    var type = TypeObservation()
    var count = 0

    var name: String { String(decoding: key, as: UTF8.self) }
  }

  /// Index of the field for a key, which is added where it is new.
  /// - Parameter predicted: the field that is most likely the one.
  mutating func field(_ key: UnsafeBufferPointer<UInt8>, predicted: Int) -> Int {
    if predicted < fields.count, fields[predicted].key.elementsEqual(key) { return predicted }
    let key = Array(key)
    if let index = fieldIndex[key] { return index }
    fieldIndex[key] = fields.count
    fields.append(FieldObservation(key: key))
    return fields.count - 1
  }

  /// Adds what has been seen elsewhere.
  mutating func merge(_ other: TypeObservation) {
    integers += other.integers
    wideIntegers += other.wideIntegers
    inexactIntegers += other.inexactIntegers
    widestInteger = max(widestInteger, other.widestInteger)
    numbers += other.numbers
    hugeNumbers += other.hugeNumbers
    booleans += other.booleans
    strings += other.strings
    uuids += other.uuids
    dates += other.dates
    instants += other.instants
    localTimes += other.localTimes
    objects += other.objects
    arrays += other.arrays
    for field in other.fields {
      let index = field.key.withUnsafeBufferPointer { self.field($0, predicted: fields.count) }
      fields[index].type.merge(field.type)
      fields[index].count += field.count
    }
    guard let theirs = other.element.first else { return }
    if element.isEmpty { element.append(theirs) } else { element[0].merge(theirs) }
  }

  mutating func noteString(_ text: UnsafePointer<UInt8>, _ count: Int, isPlain: Bool) {
    strings += 1
    guard isPlain, count >= 10, count <= 40 else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { bytes in
      if let out = bytes.baseAddress, UUIDText.parse(text, count: count, into: out) { uuids += 1 }
    }
    if DateText.parse(text, count: count) != nil { dates += 1 }
    if let timestamp = TimestampText.parse(text, count: count) {
      if timestamp.hasZone { instants += 1 } else { localTimes += 1 }
    }
  }

  mutating func noteNumber(_ text: UnsafePointer<UInt8>, _ count: Int, isInteger: Bool) {
    guard isInteger else {
      numbers += 1
      if DoubleText.parse(text, count: count) == nil { hugeNumbers += 1 }
      return
    }
    integers += 1
    widestInteger = max(widestInteger, count)
    if let value = IntegerText.parseInt64(text, count: count) {
      if Double(exactly: value) == nil { inexactIntegers += 1 }
    } else {
      wideIntegers += 1
      inexactIntegers += 1
    }
  }
}

extension TypeObservation {
  /// The narrowest type that loses nothing of what was seen; JSON where kinds are mixed or nothing was seen.
  var type: ColumnType {
    let scalars = integers + numbers
    switch (scalars > 0, booleans > 0, strings > 0, objects > 0, arrays > 0) {
    case (true, false, false, false, false): return numberType
    case (false, true, false, false, false): return .boolean
    case (false, false, true, false, false): return stringType
    case (false, false, false, true, false): return objectType
    case (false, false, false, false, true): return element.first.map { .list($0.type) } ?? .list(.json)
    default: return .json
    }
  }

  private var numberType: ColumnType {
    if numbers == 0 {
      if wideIntegers == 0 { return .int64 }
      return widestInteger <= 38 ? .decimal(precision: 38, scale: 0) : .json
    }
    return inexactIntegers == 0 && hugeNumbers == 0 ? .double : .json
  }

  private var stringType: ColumnType {
    if uuids == strings { return .uuid }
    if dates == strings { return .date }
    if instants == strings { return .timestamp(utc: true) }
    if localTimes == strings { return .timestamp(utc: false) }
    return .string
  }

  private var objectType: ColumnType {
    if fields.isEmpty { return .json }
    let seen = fields.reduce(0) { $0 + $1.count }
    if fields.count > Self.mapKeys && seen < objects * fields.count / 4 { return .map(commonType) }
    return .structure(fields.map { ColumnDefinition(name: $0.name, type: $0.type.type) })
  }

  /// The type that all fields share, or JSON.
  private var commonType: ColumnType {
    let types = Set(fields.map(\.type.type))
    return types.count == 1 ? types.first ?? .json : .json
  }
}
