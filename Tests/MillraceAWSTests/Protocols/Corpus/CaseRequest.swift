import MillraceAWS
import MillraceJSON
import NIOHTTP1

/// The request of a `rest-xml` case, built from its shape and parameters.
struct CaseRequest {
  var path = ""
  var query: [(name: String, value: String?)] = []
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  init(_ testCase: ProtocolCase) {
    let parameters = testCase.content["params"]?.members ?? JSONObject()
    let shape = testCase.shape("input")
    let template = testCase.given["http"]?["requestUri"]?.text ?? "/"
    let parts = template.split(separator: "?", maxSplits: 1)
    path = String(parts[0])
    query = (parts.count > 1 ? parts[1].split(separator: "&") : []).map { CaseRequest.pair($0) }
    guard let shape else { return }
    for (name, member) in shape.members {
      guard let value = parameters[name], value != .null else { continue }
      bind(value, member, name)
    }
    setBody(parameters, shape)
  }

  private static func pair(_ text: Substring) -> (name: String, value: String?) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func bind(_ value: JSONValue, _ shape: CaseShape, _ name: String) {
    let sent = shape.sentName(else: name)
    switch shape.location {
    case "uri":
      let text = CaseScalar.text(value, shape, timestamps: "iso8601")
      path = path.replacing("{\(sent)}", with: PercentEncoding.encode(text))
      path = path.replacing("{\(sent)+}", with: PercentEncoding.encode(text, keepsSlashes: true))
    case "querystring": bindQuery(value, shape, sent, isNamed: shape.reference["locationName"] != nil)
    case "header": bindHeader(value, shape, sent)
    case "headers":
      for member in value.members?.members ?? [] {
        let prefix = shape.reference["locationName"]?.text ?? ""
        headers.append((prefix + member.key, member.value.text ?? ""))
      }
    default: break
    }
  }

  private mutating func add(query value: JSONValue, _ shape: CaseShape, _ name: String) {
    query.append((name, CaseScalar.text(value, shape, timestamps: "iso8601")))
  }
}

extension CaseRequest {
  private mutating func bindQuery(_ value: JSONValue, _ shape: CaseShape, _ name: String, isNamed: Bool) {
    switch value {
    case .array(let elements): for element in elements { add(query: element, shape.part("member"), name) }
    case .object(let object):
      // Parameters that have a name of their own go before those of a map.
      let taken = Set(query.map(\.name))
      for member in object.members where !taken.contains(member.key) {
        bindQuery(member.value, shape.part("value"), member.key, isNamed: true)
      }
    default: add(query: value, shape, name)
    }
  }

  private mutating func bindHeader(_ value: JSONValue, _ shape: CaseShape, _ name: String) {
    if case .array(let elements) = value {
      let member = shape.part("member")
      let texts = elements.map { CaseScalar.text($0, member, timestamps: "rfc822") }
      headers.append((name, texts.map { CaseRequest.quoted($0, member) }.joined(separator: ", ")))
    } else {
      headers.append((name, CaseScalar.text(value, shape, timestamps: "rfc822")))
    }
  }

  private static func quoted(_ text: String, _ shape: CaseShape) -> String {
    guard shape.type == "string", text.contains(where: { "\",".contains($0) }) else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private mutating func setBody(_ parameters: JSONObject, _ shape: CaseShape) {
    guard let payload = shape["payload"]?.text else {
      guard shape.members.contains(where: { $0.shape.location == nil }) else { return }
      var xml = XMLWriter()
      let name = shapeLocationName(shape) ?? shape.reference["locationName"]?.text ?? shape.name
      CaseXMLWriter.write(.object(parameters), shape, as: name, to: &xml)
      body = xml.bytes
      return
    }
    guard let member = shape.members.first(where: { $0.name == payload })?.shape, let value = parameters[payload]
    else { return }
    if member.type == "structure" {
      var xml = XMLWriter()
      let name = member.reference["locationName"].flatMap { $0.text == payload ? nil : $0.text }
      CaseXMLWriter.write(value, member, as: name ?? shapeLocationName(member) ?? member.name, to: &xml)
      body = xml.bytes
    } else {
      body = Array((value.text ?? "").utf8)
    }
  }

  private func shapeLocationName(_ shape: CaseShape) -> String? { shape.shapes[shape.name]?["locationName"]?.text }
}
