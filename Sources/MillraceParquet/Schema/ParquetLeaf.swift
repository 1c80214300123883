/// A column as it is stored: a leaf of the schema, with the levels that place its values in records.
package struct ParquetLeaf: Sendable, Equatable {
  /// The position among the leaves of the schema, and in each row group.
  package var index: Int
  /// Names from the top-level column down to the leaf.
  package var path: [String]
  package var physical: PhysicalType
  package var logical: LogicalType?
  /// The length of values, in bytes, for FIXED_LEN_BYTE_ARRAY; else 0.
  package var typeLength: Int
  /// The number of nodes on the path that are optional or repeated. A value is there when its level equals it.
  package var maxDefinitionLevel: Int
  /// The number of nodes on the path that are repeated.
  package var maxRepetitionLevel: Int

  /// The path as it is printed, joined by points.
  package var name: String { path.joined(separator: ".") }
}
