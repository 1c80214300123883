package import Foundation

/// Part of a list of uploads.
package struct S3UploadPage: Sendable, Equatable {
  /// An upload that is under way, or was left behind.
  package struct Upload: Sendable, Equatable {
    package var key = ""
    package var uploadID = ""
    package var initiated: Date?
  }

  /// Where a page starts: behind this upload.
  package struct Marker: Sendable, Equatable {
    package var key: String
    package var uploadID: String?

    package init(key: String, uploadID: String?) {
      self.key = key
      self.uploadID = uploadID
    }
  }

  package var uploads: [Upload] = []
  /// Where the next page starts; nil: there is none.
  package var next: Marker?

  /// - Parameter reader: inside the root element.
  init(from reader: inout XMLReader) throws(XMLError) {
    var page = S3UploadPage()
    var marker = Marker(key: "", uploadID: nil)
    var isTruncated = false
    var isEncoded = false
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Upload": page.uploads.append(try Upload(from: &reader))
      case "IsTruncated": isTruncated = try reader.text() == "true"
      case "NextKeyMarker": marker.key = try reader.text()
      case "NextUploadIdMarker": marker.uploadID = try reader.text()
      case "EncodingType": isEncoded = try reader.text() == "url"
      default: break
      }
    }
    if isEncoded {
      marker.key = try S3ObjectPage.decode(marker.key, at: reader.position)
      for index in page.uploads.indices {
        page.uploads[index].key = try S3ObjectPage.decode(page.uploads[index].key, at: reader.position)
      }
    }
    if isTruncated { page.next = marker }
    self = page
  }

  private init() {}
}

extension S3UploadPage.Upload {
  fileprivate init(from reader: inout XMLReader) throws(XMLError) {
    var upload = S3UploadPage.Upload()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Key": upload.key = try reader.text()
      case "UploadId": upload.uploadID = try reader.text()
      case "Initiated": upload.initiated = AWSTimestamp.parse(dateTime: try reader.text())
      default: break
      }
    }
    self = upload
  }
}
