/// A page as it is in the file: its header, and its bytes, still compressed.
struct StoredPage {
  var header: PageHeader
  /// Of the header, in bytes from the start of the file.
  var offset: Int
  /// In bytes.
  var headerSize: Int
  /// What follows the header.
  var body: [UInt8]

  /// Bytes of the page in the file, header and body.
  var storedSize: Int { headerSize + body.count }
}
