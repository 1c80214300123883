internal import MillraceCSV

/// Which columns the fields of a file go to, by their position.
struct CSVColumns {
  let header: CSVHeader
  /// The leaf of each position; -1 where no column has the name.
  let leaves: [Int]
}

extension Shredder {
  /// The columns for a file's header; in a file without fixed columns, those that are new join.
  mutating func columns(for header: CSVHeader) -> CSVColumns {
    let leaves = header.names.map { name -> Int in
      let field = name.withUnsafeBufferPointer { key -> Int in
        guard let base = key.baseAddress else { return unknownKey }
        let found = plan.tables[ShredPlan.root].find(base, key.count)
        return found >= 0 || !joinsColumns ? found : joinColumn(base, key.count)
      }
      if field < 0 { return -1 }
      let node = plan.nodes[Int(plan.tables[ShredPlan.root].fields[field].node)]
      return node.kind == .leaf ? Int(node.firstLeaf) : -1
    }
    return CSVColumns(header: header, leaves: leaves)
  }
}
