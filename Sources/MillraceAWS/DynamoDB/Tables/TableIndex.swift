/// A global secondary index, which follows its table with a delay.
package struct TableIndex: Sendable, Equatable {
  /// Which attributes an index holds beside the keys.
  package enum Projection: Sendable, Equatable {
    case all
    case keysOnly
    case including([String])
  }

  package var name: String
  package var key: TableKey
  package var projection: Projection

  package init(name: String, key: TableKey, projection: Projection = .all) {
    self.name = name
    self.key = key
    self.projection = projection
  }

  func write(to writer: inout JSONWriter) {
    writer.member("IndexName", name)
    key.write(to: &writer)
    writer.key("Projection")
    writer.object { writer in
      switch projection {
      case .all: writer.member("ProjectionType", "ALL")
      case .keysOnly: writer.member("ProjectionType", "KEYS_ONLY")
      case .including(let attributes):
        writer.member("ProjectionType", "INCLUDE")
        writer.member("NonKeyAttributes", attributes)
      }
    }
  }
}
