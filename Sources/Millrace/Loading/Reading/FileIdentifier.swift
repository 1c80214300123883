internal import MillraceStorage

/// What names a version of a file in its messages: the same whoever loads it, and however often.
struct FileIdentifier: Hashable, Sendable {
  /// The name of the attribute that carries the id of a message.
  static let attribute = MessageIdentity.attribute
  /// Digits that the number of a record may have.
  private static let ordinalDigits = 19

  /// 32 hexadecimal digits of the SHA-256 of the pipeline's name and the file's address and version.
  let text: String

  init(pipeline: String, address: String, version: String) {
    text = MessageIdentity.text(pipeline: pipeline, address: address, version: version)
  }

  /// The id of the message that begins with a record of the file.
  func message(_ record: Int) -> String {
    var id = text
    id.reserveCapacity(text.utf8.count + 1 + Self.ordinalDigits)
    id.append("-")
    id.append(String(record))
    return id
  }

  /// The name under which the ledger keeps how far the file is loaded.
  var checkpoint: String { "file:\(text)" }

  /// What the id takes of a message at most, in bytes that count.
  static let countedBytes = attribute.utf8.count + MessageAttribute.string("").countedBytes + 33 + ordinalDigits
}
