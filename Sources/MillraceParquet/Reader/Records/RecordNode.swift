/// A node of the records that a schema describes, with lists and maps seen through the groups that store them.
struct RecordNode: Sendable {
  indirect enum Kind: Sendable {
    /// A stored value.
    case value
    case structure([RecordNode])
    case list(Repeated, element: RecordNode)
    case map(Repeated, key: RecordNode, value: RecordNode?)
  }

  /// The levels of a node that is repeated.
  struct Repeated: Sendable {
    /// Definition levels from here on say that there is an element.
    var definitionLevel: Int
    /// A value with this repetition level begins another element.
    var repetitionLevel: Int
  }

  var name: String
  /// The definition level of what encloses the node: where that is there, no value below has a lower one.
  var enclosingLevel: Int
  /// Definition levels below it say that the node, or one above it, is null.
  var definitionLevel: Int
  /// The columns below this node, by their position among those that are read.
  var leaves: Range<Int>
  var kind: Kind

  /// Builds the nodes of top-level columns, whose leaves are read in their order.
  static func nodes(of columns: [SchemaNode]) -> [RecordNode] {
    var builder = RecordNodeBuilder()
    return columns.compactMap { builder.node($0, definition: 0, repetition: 0) }
  }
}
