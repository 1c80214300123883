package import Foundation

/// An object as a list has it.
package struct S3ListedObject: Sendable, Equatable {
  package var key = ""
  package var size: Int64 = 0
  /// With its quotes.
  package var etag = ""
  package var lastModified: Date?
  /// `STANDARD`, `GLACIER`, …; objects in some classes cannot be read at once.
  package var storageClass: String?

  init(from reader: inout XMLReader) throws(XMLError) {
    var object = S3ListedObject()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Key": object.key = try reader.text()
      case "Size": object.size = Int64(try reader.text()) ?? 0
      case "ETag": object.etag = try reader.text()
      case "LastModified": object.lastModified = AWSTimestamp.parse(dateTime: try reader.text())
      case "StorageClass": object.storageClass = try reader.text()
      default: break
      }
    }
    self = object
  }

  private init() {}
}
