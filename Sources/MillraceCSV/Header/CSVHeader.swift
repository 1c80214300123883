/// The names of a file's columns, all different.
///
/// An empty name becomes `column` with the position from 0. A name that has come before gets `_2`, `_3`, … behind it, the first
/// number that makes it new.
package struct CSVHeader: Sendable, Equatable {
  /// UTF-8.
  package let names: [[UInt8]]

  /// - Parameter names: as they stand in the file; bytes that are no UTF-8 become U+FFFD.
  package init(_ names: [[UInt8]]) {
    var taken: Set<[UInt8]> = []
    // A name that stands in the file as it is keeps it, wherever it comes.
    let given = Set(names)
    self.names = names.enumerated().map { position, bytes in
      let base = bytes.isEmpty ? Self.positionalName(position) : Array(String(decoding: bytes, as: UTF8.self).utf8)
      var name = base
      var number = 2
      let isRepeated = taken.contains(base) || (bytes.isEmpty && given.contains(base))
      while taken.contains(name) || (name != base && given.contains(name)) || (isRepeated && name == base) {
        name = base + Array("_\(number)".utf8)
        number += 1
      }
      taken.insert(name)
      return name
    }
  }

  /// Columns that nothing names.
  package init(columnCount: Int) { names = (0..<columnCount).map(Self.positionalName) }

  /// The name of a column, or for a field beyond the last one a name that no column has.
  package func name(at position: Int) -> [UInt8] {
    if position < names.count { return names[position] }
    var name = Self.positionalName(position)
    while names.contains(name) { name.append(UInt8(ascii: "_")) }
    return name
  }

  static func positionalName(_ position: Int) -> [UInt8] { Array("column\(position)".utf8) }
}
