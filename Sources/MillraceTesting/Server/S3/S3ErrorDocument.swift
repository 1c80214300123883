/// An error as S3 writes it.
enum S3ErrorDocument {
  static func response(to error: ServiceError, path: String) -> ServerResponse {
    var writer = XMLWriter()
    writer.element("Error") { xml in
      xml.element("Code", error.code)
      xml.element("Message", error.message)
      for (name, value) in error.details { xml.element(name, value) }
      xml.element("Resource", path)
      xml.element("RequestId", QueryProtocol.requestID)
      xml.element("HostId", "millrace-test-server")
    }
    var response = ServerResponse(status: error.status, contentType: "application/xml", bytes: writer.bytes)
    response.headers += error.headers
    if error.status == 304 || error.status == 204 { response.isBodyless = true }
    return response
  }
}
