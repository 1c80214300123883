/// A plain decimal number: digits with at most one point. No sign, exponent, `inf` or `nan`, which `Double` would take.
enum DecimalNumber {
  static func parse(_ text: some Sequence<Character>) -> Double? {
    let characters = Array(text)
    guard let first = characters.first, let last = characters.last, first.isASCII, first.isNumber, last.isNumber,
      characters.allSatisfy({ $0 == "." || ($0.isASCII && $0.isNumber) })
    else { return nil }
    return Double(String(characters))
  }
}
