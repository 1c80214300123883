/// The columns of a Parquet file.
package struct ParquetSchema: Sendable, Equatable {
  /// How deep nodes may nest, in a file that is read.
  package static let maximumDepth = 512

  /// The name of the root.
  package let name: String
  /// The top-level columns.
  package let fields: [SchemaNode]
  /// The stored columns, in the order in which row groups have them.
  package let leaves: [ParquetLeaf]

  package init(name: String = "schema", fields: [SchemaNode]) {
    self.name = name
    self.fields = fields
    var leaves: [ParquetLeaf] = []
    for field in fields {
      Self.collect(field, path: [], definition: 0, repetition: 0, into: &leaves)
    }
    self.leaves = leaves
  }

  private static func collect(
    _ node: SchemaNode, path: [String], definition: Int, repetition: Int, into leaves: inout [ParquetLeaf]
  ) {
    let path = path + [node.name]
    let definition = definition + (node.repetition == .required ? 0 : 1)
    let repetition = repetition + (node.repetition == .repeated ? 1 : 0)
    switch node.kind {
    case .leaf(let physical, let logical, let typeLength):
      leaves.append(
        ParquetLeaf(
          index: leaves.count, path: path, physical: physical, logical: logical, typeLength: typeLength,
          maxDefinitionLevel: definition, maxRepetitionLevel: repetition))
    case .group(let children, _):
      for child in children {
        collect(child, path: path, definition: definition, repetition: repetition, into: &leaves)
      }
    }
  }
}
