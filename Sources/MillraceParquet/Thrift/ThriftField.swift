/// The header of a field that `ThriftCompactReader` has reached; its value follows.
package struct ThriftField: Sendable {
  package var id: Int
  package var type: ThriftType
}
