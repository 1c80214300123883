/// The query protocol of SNS and STS: forms in, XML out.
enum QueryProtocol {
  static let requestID = "00000000-0000-4000-8000-000000000000"

  static func response(
    _ action: String, namespace: String, _ content: ((inout XMLWriter) -> Void)?
  ) -> ServerResponse {
    var writer = XMLWriter()
    writer.element(action + "Response", namespace: namespace) { xml in
      if let content { xml.element(action + "Result", content) }
      xml.element("ResponseMetadata") { $0.element("RequestId", requestID) }
    }
    return ServerResponse(contentType: "text/xml", bytes: writer.bytes)
  }

  static func response(to error: ServiceError, namespace: String) -> ServerResponse {
    var writer = XMLWriter()
    writer.element("ErrorResponse", namespace: namespace) { xml in
      xml.element("Error") { xml in
        xml.element("Type", error.status < 500 ? "Sender" : "Receiver")
        xml.element("Code", error.code)
        xml.element("Message", error.message)
      }
      xml.element("RequestId", requestID)
    }
    var response = ServerResponse(status: error.status, contentType: "text/xml", bytes: writer.bytes)
    response.headers += error.headers
    return response
  }

  /// The values of `Name.member.1`, `Name.member.2`, …, each with what follows its number: `""` for plain values.
  static func list(_ form: QueryParameters, _ prefix: String) -> [[String: String]] {
    var found: [Int: [String: String]] = [:]
    for item in form.items where item.name.hasPrefix(prefix + ".") {
      let rest = item.name.dropFirst(prefix.utf8.count + 1)
      let number = rest.prefix { $0 != "." }
      guard let index = Int(number) else { continue }
      found[index, default: [:]][String(rest.dropFirst(number.count + 1))] = item.value
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
