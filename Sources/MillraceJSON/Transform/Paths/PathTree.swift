/// The wanted paths of a transform, as a tree of keys: what `PathReader` is made from.
struct PathTree {
  struct Node {
    var children: [(key: [UInt8], node: Int)] = []
  }

  /// The record itself.
  static let root = 0

  private(set) var nodes = [Node()]

  /// The node of a key below another one; its number is that of its slot.
  mutating func child(_ key: String, of parent: Int) -> Int {
    let key = Array(key.utf8)
    if let known = nodes[parent].children.first(where: { $0.key == key }) { return known.node }
    nodes.append(Node())
    nodes[parent].children.append((key, nodes.count - 1))
    return nodes.count - 1
  }
}
