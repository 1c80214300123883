internal import Crypto
internal import MillraceJSON

/// One attribute of a message.
struct SQSMessageAttribute: Sendable, Equatable {
  var name: String
  /// `String`, `Number` or `Binary`, possibly with a label: `String.uuid`.
  var dataType: String
  var value: [UInt8]

  var isBinary: Bool { dataType.hasPrefix("Binary") }

  /// Bytes that count against the size of the message.
  var size: Int { name.utf8.count + dataType.utf8.count + value.count }

  /// Bytes that a name may have.
  static let longestName = 256

  init(name: String, dataType: String, value: [UInt8]) {
    self.name = name
    self.dataType = dataType
    self.value = value
  }

  /// - Throws: `InvalidParameterValue`.
  init(name: String, json: JSONValue) throws(ServiceError) {
    guard Self.isValid(name: name) else {
      throw SQSError.invalidParameter(
        "Message (user) attribute name '\(name)' is invalid: letters, digits, '_', '-' and single '.', at most 256, not "
          + "beginning with AWS. or Amazon.")
    }
    guard let dataType = json["DataType"]?.text, Self.isValid(dataType: dataType) else {
      throw SQSError.invalidParameter(
        "The type of message (user) attribute '\(name)' is invalid. You must use only the following supported type "
          + "prefixes: Binary, Number, String.")
    }
    let text = json[dataType.hasPrefix("Binary") ? "BinaryValue" : "StringValue"]?.text
    let value = dataType.hasPrefix("Binary") ? text.flatMap(Base64.decode) : text.map { Array($0.utf8) }
    guard let value, !value.isEmpty else {
      throw SQSError.invalidParameter(
        "Message (user) attribute '\(name)' must contain a non-empty value of type '\(dataType)'.")
    }
    if dataType.hasPrefix("Number"), Double(String(decoding: value, as: UTF8.self)) == nil {
      throw SQSError.invalidParameter("Can't cast the value of message (user) attribute '\(name)' to a number.")
    }
    self.init(name: name, dataType: dataType, value: value)
  }

  private static func isValid(dataType: String) -> Bool {
    let base = Substring(dataType.utf8.drop { $0 == dot }.prefix { $0 != dot })
    return base == "String" || base == "Number" || base == "Binary"
  }

  private static let dot = UInt8(ascii: ".")

  private static func isValid(name: String) -> Bool {
    guard 1...longestName ~= name.utf8.count, !name.begins(with: "aws."), !name.begins(with: "amazon.") else {
      return false
    }
    // As if a dot stood before it, and one behind it.
    var previous = dot
    for byte in name.utf8 {
      guard PercentCoding.isUnreserved(byte), byte != UInt8(ascii: "~"), byte != dot || previous != dot else {
        return false
      }
      previous = byte
    }
    return previous != dot
  }

  /// The MD5 that clients compare: each attribute by name, every part with its length before it.
  /// Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
  static func md5(of attributes: [SQSMessageAttribute]) -> String? {
    if attributes.isEmpty { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    for attribute in attributes.count == 1 ? attributes : attributes.sorted(by: { $0.name < $1.name }) {
      append(attribute.name.utf8, to: &bytes)
      append(attribute.dataType.utf8, to: &bytes)
      bytes.append(attribute.isBinary ? 2 : 1)
      append(attribute.value, to: &bytes)
    }
    return Hex.encode(Insecure.MD5.hash(data: bytes))
  }

  private static func append(_ part: some Collection<UInt8>, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes += $0 }
    bytes += part
  }

  /// As JSON, the way SQS hands it out.
  var json: JSONValue {
    let text: JSONValue = .string(isBinary ? Base64.encode(value) : String(decoding: value, as: UTF8.self))
    return .object(JSONObject([(isBinary ? "BinaryValue" : "StringValue", text), ("DataType", .string(dataType))]))
  }
}
