/// Puts the columns of a row group together again, one row at a time, as JSON.
///
/// Source: "Dremel: Interactive Analysis of Web-Scale Datasets", whose levels Parquet uses. Rather than by a state
/// machine, the tree is walked: at each node the first column below it tells whether the node is there, and whether
/// it is repeated.
struct RecordAssembler {
  private let columns: [Column]
  private var cursors: [LeafCursor]

  /// A top-level column, with its name as the JSON that opens it.
  struct Column: Sendable {
    var key: [UInt8]
    var node: RecordNode

    init(_ node: RecordNode) {
      self.node = node
      key = []
      JSONText.appendString(node.name, to: &key)
      key.append(UInt8(ascii: ":"))
    }
  }

  init(columns: [Column], cursors: [LeafCursor]) {
    self.columns = columns
    self.cursors = cursors
  }

  /// Appends the next row as a JSON object.
  mutating func appendRow(to json: inout [UInt8]) throws(ParquetError) {
    json.append(UInt8(ascii: "{"))
    for (index, column) in columns.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      json.append(contentsOf: column.key)
      try append(column.node, to: &json)
    }
    json.append(UInt8(ascii: "}"))
    for cursor in cursors where (cursor.repetitionLevel ?? 0) != 0 {
      throw ParquetError(.malformed, "column \(cursor.leaf.name) has more values in a row than the columns beside it")
    }
  }

  private mutating func append(_ node: RecordNode, to json: inout [UInt8]) throws(ParquetError) {
    let level = try cursors[node.leaves.lowerBound].definitionLevel()
    guard level >= node.enclosingLevel else { throw disagreement(of: node.leaves.lowerBound) }
    guard level >= node.definitionLevel else {
      JSONText.append("null", to: &json)
      return try skip(node.leaves, below: node.definitionLevel)
    }
    switch node.kind {
    case .value: try cursors[node.leaves.lowerBound].appendNext(to: &json)
    case .structure(let fields): try appendStructure(fields, to: &json)
    case .list(let levels, let element): try appendList(levels, element, node.leaves, to: &json)
    case .map(let levels, let key, let value): try appendMap(levels, key, value, node.leaves, to: &json)
    }
  }

  private mutating func appendStructure(_ fields: [RecordNode], to json: inout [UInt8]) throws(ParquetError) {
    json.append(UInt8(ascii: "{"))
    for (index, field) in fields.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      JSONText.appendString(field.name, to: &json)
      json.append(UInt8(ascii: ":"))
      try append(field, to: &json)
    }
    json.append(UInt8(ascii: "}"))
  }

  private mutating func appendList(
    _ levels: RecordNode.Repeated, _ element: RecordNode, _ leaves: Range<Int>, to json: inout [UInt8]
  ) throws(ParquetError) {
    json.append(UInt8(ascii: "["))
    if try cursors[leaves.lowerBound].definitionLevel() < levels.definitionLevel {
      try skip(leaves, below: levels.definitionLevel)
    } else {
      try append(element, to: &json)
      while cursors[leaves.lowerBound].repetitionLevel == levels.repetitionLevel {
        json.append(UInt8(ascii: ","))
        try append(element, to: &json)
      }
    }
    json.append(UInt8(ascii: "]"))
  }

  private mutating func appendMap(
    _ levels: RecordNode.Repeated, _ key: RecordNode, _ value: RecordNode?, _ leaves: Range<Int>,
    to json: inout [UInt8]
  ) throws(ParquetError) {
    json.append(UInt8(ascii: "{"))
    if try cursors[leaves.lowerBound].definitionLevel() < levels.definitionLevel {
      try skip(leaves, below: levels.definitionLevel)
    } else {
      try appendEntry(key, value, to: &json)
      while cursors[leaves.lowerBound].repetitionLevel == levels.repetitionLevel {
        json.append(UInt8(ascii: ","))
        try appendEntry(key, value, to: &json)
      }
    }
    json.append(UInt8(ascii: "}"))
  }

  private mutating func appendEntry(
    _ key: RecordNode, _ value: RecordNode?, to json: inout [UInt8]
  ) throws(ParquetError) {
    let start = json.count
    try append(key, to: &json)
    // The names of a JSON object are strings, whatever the keys of the map are.
    if json[start] != UInt8(ascii: "\"") {
      json.insert(UInt8(ascii: "\""), at: start)
      json.append(UInt8(ascii: "\""))
    }
    json.append(UInt8(ascii: ":"))
    if let value {
      try append(value, to: &json)
    } else {
      JSONText.append("null", to: &json)
    }
  }

  /// Passes over the one value that each column has for something that is null or empty, which all must say.
  private mutating func skip(_ leaves: Range<Int>, below level: Int) throws(ParquetError) {
    for leaf in leaves {
      guard try cursors[leaf].definitionLevel() < level else { throw disagreement(of: leaf) }
      try cursors[leaf].skip()
    }
  }

  private func disagreement(of leaf: Int) -> ParquetError {
    ParquetError(
      .malformed, "column \(cursors[leaf].leaf.name) and the columns beside it disagree about what is null or empty")
  }
}
