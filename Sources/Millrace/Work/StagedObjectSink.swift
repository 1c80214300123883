internal import MillraceParquet
internal import MillraceStorage

/// Lets the writer of a Parquet file write into a staged object. Blocks as the object does.
final class StagedObjectSink: ByteSink {
  private let object: any StagedObject

  init(_ object: any StagedObject) {
    self.object = object
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try object.write(bytes)
  }
}
