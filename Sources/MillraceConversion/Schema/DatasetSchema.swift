/// The columns that all files of a data set have, in their order, with a version that grows when columns join.
///
/// Each file also has the string column `rescued`, last.
package struct DatasetSchema: Codable, Sendable, Equatable {
  /// How values become columns.
  package enum Mode: String, Codable, Sendable { case strings, inferred, explicit }

  /// The column for what has no other place: a JSON object of values by path, for each row that needs one.
  package static let rescued = "_rescued"

  package var version: Int
  package var mode: Mode
  package var columns: [ColumnDefinition]

  package init(version: Int = 1, mode: Mode, columns: [ColumnDefinition]) {
    self.version = version
    self.mode = mode
    self.columns = columns
  }

  /// Columns of one name would be indistinguishable in the output, and `rescued` is there already.
  func checkNames() throws(ColumnTypeError) {
    var names: Set<String> = []
    for name in columns.map(\.name) {
      if name == Self.rescued {
        throw ColumnTypeError(
          message: "the name \"\(name)\" is kept for values that have no other place; choose another", offset: 0)
      }
      if !names.insert(name).inserted {
        throw ColumnTypeError(message: "the column \"\(name)\" is given twice", offset: 0)
      }
    }
  }

  /// The fields of CSV are text without structure.
  func checkScalars() throws(ColumnTypeError) {
    for column in columns where LeafType(column.type, anyText: true) == nil {
      throw ColumnTypeError(
        message:
          "the column \"\(column.name)\" is to be \(column.type), but fields of CSV have no parts; use json, which "
          + "keeps the JSON text of a field as it stands",
        offset: 0)
    }
  }

  /// The next version, with those of `newColumns` added at the end that it does not have; itself where it has all.
  package func adding(_ newColumns: [ColumnDefinition]) -> DatasetSchema {
    let known = Set(columns.map(\.name)).union([Self.rescued])
    var seen = known
    let missing = newColumns.filter { seen.insert($0.name).inserted }
    if missing.isEmpty { return self }
    return DatasetSchema(version: version + 1, mode: mode, columns: columns + missing)
  }
}
