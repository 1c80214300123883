import Millrace

/// A processing step: counts the words of each object, and keeps the longest one.
struct WordCounter: ObjectProcessor {
  /// What is written for each object.
  struct Result: Encodable {
    var key: String
    var words = 0
    var longest = ""
  }

  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject {
    var result = Result(key: object.key)
    for try await line in content.lines() {
      for word in line.split(separator: UInt8(ascii: " ")) {
        result.words += 1
        if word.count > result.longest.utf8.count { result.longest = String(decoding: word, as: UTF8.self) }
      }
    }
    return try ProcessedObject(result)
  }
}
