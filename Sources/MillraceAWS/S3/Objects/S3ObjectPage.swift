/// Part of a list of objects.
package struct S3ObjectPage: Sendable, Equatable {
  package var objects: [S3ListedObject] = []
  /// Common prefixes, where a delimiter was given.
  package var prefixes: [String] = []
  /// Where the next page starts; nil: there is none.
  package var next: String?

  /// - Parameter reader: inside the root element.
  init(from reader: inout XMLReader) throws(XMLError) {
    var page = S3ObjectPage()
    var isTruncated = false
    var isEncoded = false
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Contents": page.objects.append(try S3ListedObject(from: &reader))
      case "CommonPrefixes": if try reader.enter("Prefix") { page.prefixes.append(try reader.text()) }
      case "IsTruncated": isTruncated = try reader.text() == "true"
      case "NextContinuationToken": page.next = try reader.text()
      case "EncodingType": isEncoded = try reader.text() == "url"
      default: break
      }
    }
    if isEncoded { try page.decode(at: reader.position) }
    if !isTruncated { page.next = nil }
    self = page
  }

  private init() {}

  /// `EncodingType` may stand behind the keys it is about, so that they are decoded in the end.
  private mutating func decode(at position: Int) throws(XMLError) {
    for index in objects.indices {
      objects[index].key = try S3ObjectPage.decode(objects[index].key, at: position)
    }
    for index in prefixes.indices { prefixes[index] = try S3ObjectPage.decode(prefixes[index], at: position) }
  }

  static func decode(_ key: String, at position: Int) throws(XMLError) -> String {
    guard let decoded = PercentEncoding.decodeForm(key) else { throw XMLError(.unexpectedContent, at: position) }
    return decoded
  }
}
