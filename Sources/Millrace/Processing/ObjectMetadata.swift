/// What is known of an object before it is read.
public struct ObjectMetadata: Sendable, Hashable {
  /// The bucket; empty where the object is a file of a folder.
  public var bucket: String
  /// The key, or the path within the folder.
  public var key: String
  /// In bytes, as it is stored.
  public var size: Int64
  /// Changes when the content does.
  public var etag: String

  /// An object.
  public init(bucket: String, key: String, size: Int64, etag: String) {
    self.bucket = bucket
    self.key = key
    self.size = size
    self.etag = etag
  }
}
