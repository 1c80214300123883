extension String {
  /// The text with control characters spelled out, which in a file's metadata could drive the terminal, and cut to
  /// `limit` characters.
  func terminalSafe(limit: Int) -> String {
    var safe = ""
    var count = 0
    for character in self {
      guard count < limit else { return safe + "…" }
      count += 1
      for scalar in character.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
          safe += "\\u{" + String(scalar.value, radix: 16) + "}"
        default: safe.unicodeScalars.append(scalar)
        }
      }
    }
    return safe
  }
}

extension BinaryInteger {
  /// The digits in groups of three.
  var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }
}
