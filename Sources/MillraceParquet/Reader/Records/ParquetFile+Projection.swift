extension ParquetFile {
  /// The top-level columns of some names, in their order, each with the leaves below it; all when `names` is nil.
  package func topLevelColumns(
    named names: [String]?
  ) throws(ParquetError) -> [(node: SchemaNode, leaves: Range<Int>)] {
    var all: [(node: SchemaNode, leaves: Range<Int>)] = []
    for field in schema.fields {
      let first = all.last?.leaves.upperBound ?? 0
      all.append((field, first..<first + field.leafCount))
    }
    guard let names else { return all }
    var chosen: [(node: SchemaNode, leaves: Range<Int>)] = []
    for name in names {
      guard let column = all.first(where: { $0.node.name == name }) else {
        let known = schema.fields.prefix(20).map(\.name).joined(separator: ", ")
        let more = schema.fields.count > 20 ? ", …" : ""
        throw ParquetError(.invalidArgument, "\(bytes.name): has no column \(name); its columns are \(known)\(more)")
      }
      chosen.append(column)
    }
    return chosen
  }
}
