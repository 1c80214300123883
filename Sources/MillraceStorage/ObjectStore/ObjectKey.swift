/// The name of an object in a store: 1 to 1,024 bytes of UTF-8 without a zero byte, as S3 has them.
///
/// By custom a path with `/` between its parts, which S3 does not demand. A store may refuse keys that it cannot hold, as
/// ``DirectoryStore`` does.
package struct ObjectKey: Sendable {
  package let text: String

  /// Throws ``StoreError`` with ``StoreError/Code/invalidKey``.
  package init(_ text: String) throws {
    if let fault = ObjectKey.fault(in: text) {
      throw StoreError(.invalidKey, "“\(text)” cannot be the key of an object: \(fault)")
    }
    self.text = text
  }

  private static func fault(in text: String) -> String? {
    if text.isEmpty { return "it is empty" }
    if text.utf8.count > 1024 { return "it is longer than 1,024 bytes" }
    if text.utf8.contains(0) { return "it holds a zero byte" }
    return nil
  }
}

extension ObjectKey: Hashable {
  package static func == (left: ObjectKey, right: ObjectKey) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension ObjectKey: Comparable {
  /// By UTF-8 bytes.
  package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension ObjectKey: CustomStringConvertible {
  package var description: String { text }
}
