/// Patterns of IAM policies: `*` is any text, `?` any character.
enum Wildcard {
  static func matches(_ text: String, pattern: String) -> Bool {
    matches(Array(text.utf8)[...], Array(pattern.utf8)[...])
  }

  private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var text = text
    var pattern = pattern
    // Where to go on from when what follows the last star does not fit.
    var star: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while let byte = text.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        star = (pattern, text)
      } else if let wanted = pattern.first, wanted == byte || wanted == UInt8(ascii: "?") {
        pattern = pattern.dropFirst()
        text = text.dropFirst()
      } else if let last = star {
        star = (last.pattern, last.text.dropFirst())
        pattern = last.pattern
        text = last.text.dropFirst()
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
