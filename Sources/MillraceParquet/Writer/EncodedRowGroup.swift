/// A row group that is ready to be written: nothing in it depends on where in the file it will stand.
///
/// `@unchecked Sendable`: a worker fills it and hands it over whole; nobody changes it afterwards.
package final class EncodedRowGroup: @unchecked Sendable {
  package let rows: Int
  /// The top-level columns that occur in it.
  package let fields: [SchemaNode]
  /// One chunk for each leaf of `fields`, in their order.
  package let chunks: [EncodedColumnChunk]

  package init(rows: Int, fields: [SchemaNode], chunks: [EncodedColumnChunk]) {
    self.rows = rows
    self.fields = fields
    self.chunks = chunks
  }

  /// Bytes that it will take in the file.
  package var compressedSize: Int { chunks.reduce(0) { $0 + $1.compressedSize } }
}
