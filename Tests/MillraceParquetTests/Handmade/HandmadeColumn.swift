import MillraceParquet

/// A column chunk of one data page, its bytes given by a test rather than by a writer.
struct HandmadeColumn {
  var path: [String]
  var type: PhysicalType
  var encoding: Encoding = .plain
  /// PLAIN entries, and how many they are.
  var dictionary: (bytes: [UInt8], count: Int)?
  /// One a value; nil when the maximum is 0.
  var repetitionLevels: [UInt8]?
  /// One a value; nil when the maximum is 0.
  var definitionLevels: [UInt8]?
  var levelEncoding: Encoding = .rle
  /// Levels that are already encoded, in place of those above.
  var encodedLevels: [UInt8]?
  /// The number of values, nulls included.
  var count: Int
  /// The encoded values.
  var values: [UInt8]

  /// The body of the data page.
  var body: [UInt8] {
    (encodedLevels ?? Self.runs(repetitionLevels) + Self.runs(definitionLevels)) + values
  }

  /// Levels below 256 as runs of one, which is wasteful, and valid, with their length before them.
  private static func runs(_ levels: [UInt8]?) -> [UInt8] {
    guard let levels else { return [] }
    let runs: [UInt8] = levels.flatMap { [2, $0] as [UInt8] }
    return littleEndian(UInt32(runs.count)) + runs
  }
}

/// The bytes of an integer, lowest first.
func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
}

/// PLAIN byte arrays.
func plain(_ strings: [String]) -> [UInt8] {
  strings.flatMap { littleEndian(UInt32($0.utf8.count)) + [UInt8]($0.utf8) }
}
