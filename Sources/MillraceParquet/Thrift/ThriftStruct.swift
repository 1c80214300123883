/// A structure that is written to and read from the Thrift compact protocol.
package protocol ThriftStruct: Sendable {
  func encode(into writer: inout ThriftCompactWriter)
  init(from reader: inout ThriftCompactReader) throws(ParquetError)
}

extension ThriftStruct {
  /// The structure's bytes, alone.
  package func encoded() -> [UInt8] {
    var writer = ThriftCompactWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Decodes a structure that begins at the start of `bytes`; bytes that follow it are ignored.
  package init(decoding bytes: [UInt8]) throws(ParquetError) {
    var reader = ThriftCompactReader(bytes)
    try self.init(from: &reader)
  }
}
