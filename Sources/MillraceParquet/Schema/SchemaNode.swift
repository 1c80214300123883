/// A node of a Parquet schema: a leaf, whose values are stored, or a group of nodes.
package struct SchemaNode: Sendable, Equatable {
  /// What a group stands for.
  package enum GroupAnnotation: Sendable, Equatable {
    case structure
    case list
    case map
  }

  /// What a node holds.
  package indirect enum Kind: Sendable, Equatable {
    /// Stored values. `typeLength` is the length of each, in bytes, for FIXED_LEN_BYTE_ARRAY, and 0 for other types.
    case leaf(PhysicalType, LogicalType?, typeLength: Int)
    case group([SchemaNode], GroupAnnotation)
  }

  package var name: String
  package var repetition: Repetition
  package var kind: Kind
  /// An identity of the column that outlives its name, as table formats use it.
  package var fieldID: Int32?

  package init(name: String, repetition: Repetition, kind: Kind, fieldID: Int32? = nil) {
    self.name = name
    self.repetition = repetition
    self.kind = kind
    self.fieldID = fieldID
  }

  /// The nodes of a group; none for a leaf.
  package var children: [SchemaNode] {
    switch kind {
    case .leaf: []
    case .group(let children, _): children
    }
  }

  /// The number of leaves at and below this node.
  package var leafCount: Int {
    switch kind {
    case .leaf: 1
    case .group(let children, _): children.reduce(0) { $0 + $1.leafCount }
    }
  }

  /// The same node under another name.
  package func named(_ name: String) -> SchemaNode {
    var node = self
    node.name = name
    return node
  }
}
