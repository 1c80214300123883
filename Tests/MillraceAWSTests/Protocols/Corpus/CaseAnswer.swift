import MillraceAWS
import MillraceJSON
import NIOCore
import NIOHTTP1

/// The answer of an output case, and what we understand of it.
struct CaseAnswer {
  let status: Int
  let headers: HTTPHeaders
  let body: [UInt8]

  init(_ testCase: ProtocolCase) {
    let response = testCase.content["response"] ?? .null
    status = Int(response["status_code"]?.integer ?? 200)
    headers = HTTPHeaders((response["headers"]?.members?.members ?? []).map { ($0.key, $0.value.text ?? "") })
    body = Array((response["body"]?.text ?? "").utf8)
  }

  /// The answer's value in the query protocol: inside `<OperationResult>`.
  func queryValue(_ shape: CaseShape, operation: String) throws -> JSONValue {
    var value: JSONValue = .object(JSONObject())
    if body.isEmpty { return value }
    var reader = XMLReader(body)
    _ = try reader.root()
    try reader.children { name, reader throws(XMLError) in
      if name.text == operation + "Result" { value = try CaseXMLReader.read(shape, from: &reader) ?? .null }
    }
    return value
  }

  func jsonValue(_ shape: CaseShape) throws -> JSONValue {
    if body.isEmpty { return .object(JSONObject()) }
    return try JSONReader.read(ByteBuffer(bytes: body)) { reader throws(JSONError) in
      try CaseJSON.read(shape, from: &reader)
    }
  }

  func restValue(_ shape: CaseShape) throws -> JSONValue {
    var object = try restBody(shape)
    for (name, member) in shape.members {
      let sent = member.sentName(else: name)
      switch member.location {
      case "statusCode": object[name] = .number(status)
      case "header": object[name] = headers.first(name: sent).flatMap { CaseAnswer.value($0, member) }
      case "headers":
        let prefix = (member.reference["locationName"]?.text ?? "").lowercased()
        let found = headers.filter { $0.name.lowercased().hasPrefix(prefix) }
        let members = found.map { (String($0.name.dropFirst(prefix.count)), JSONValue.string($0.value)) }
        object[name] = .object(JSONObject(members))
      default: break
      }
    }
    return .object(object)
  }

  private func restBody(_ shape: CaseShape) throws -> JSONObject {
    guard let payload = shape["payload"]?.text else {
      if body.isEmpty { return JSONObject() }
      var reader = XMLReader(body)
      _ = try reader.root()
      return try CaseXMLReader.structure(shape, from: &reader)
    }
    guard !body.isEmpty, let member = shape.members.first(where: { $0.name == payload })?.shape else {
      return JSONObject()
    }
    if member.type != "structure" { return JSONObject([(payload, .string(String(decoding: body, as: UTF8.self)))]) }
    var reader = XMLReader(body)
    _ = try reader.root()
    return JSONObject([(payload, try CaseXMLReader.read(member, from: &reader) ?? .null)])
  }

  private static func value(_ text: String, _ shape: CaseShape) -> JSONValue? {
    guard shape.type == "list" else { return CaseScalar.value(text, shape, timestamps: "rfc822") }
    let member = shape.part("member")
    return .array(elements(text, member).compactMap { CaseScalar.value($0, member, timestamps: "rfc822") })
  }

  /// The elements of a list in a header. Dates have a comma of their own.
  private static func elements(_ text: String, _ shape: CaseShape) -> [String] {
    if shape.type == "timestamp" {
      let parts = text.split(separator: ", ")
      return stride(from: 0, to: parts.count, by: 2).map {
        parts[$0...min($0 + 1, parts.count - 1)].joined(separator: ", ")
      }
    }
    var elements: [String] = []
    var (current, isQuoted, isEscaped) = ("", false, false)
    for character in text {
      switch character {
      case _ where isEscaped:
        current.append(character)
        isEscaped = false
      case "\\" where isQuoted: isEscaped = true
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        elements.append(current)
        current = ""
      case " " where !isQuoted && current.isEmpty: break
      default: current.append(character)
      }
    }
    return elements + [current]
  }
}
