extension ErrorAnswer {
  /// S3 answers with `<Error>`, services of the query protocol with `<ErrorResponse><Error>` and the request id behind it.
  mutating func readXML(_ bytes: [UInt8]) throws(XMLError) {
    var reader = XMLReader(bytes)
    let root = try reader.root()
    var answer = self
    defer { self = answer }
    if root == "Error" { return try answer.readError(&reader) }
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Error": try answer.readError(&reader)
      case "Errors": if try reader.enter("Error") { try answer.readError(&reader) }
      case "RequestId", "RequestID": answer.requestID = try reader.text()
      default: break
      }
    }
  }

  private mutating func readError(_ reader: inout XMLReader) throws(XMLError) {
    var answer = self
    defer { self = answer }
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Code": answer.code = try reader.text()
      case "Message", "message": answer.message = try reader.text()
      case "RequestId", "RequestID": answer.requestID = try reader.text()
      default: answer.fields[name.text] = try reader.text()
      }
    }
  }

  /// The error in an answer whose status says success: S3 begins to answer `CompleteMultipartUpload` and `CopyObject`
  /// before it knows how they end, keeps the connection open with spaces, and may then report a failure.
  ///
  /// - Returns: nil where the document is no error.
  package init?(inSuccess bytes: [UInt8]) {
    var reader = XMLReader(Array(bytes.drop(while: XMLReader.isSpace)))
    guard let root = try? reader.root(), root == "Error" else { return nil }
    self.init()
    try? readError(&reader)
  }
}
