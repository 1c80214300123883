/// A span of time as a person writes it: `500ms`, `2s`, `5m`, `2h`, `1d`, `1m30s`.
package enum DurationText {
  private static let units: [(suffix: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]
  /// Longer than any use: a hundred years.
  private static let longest = 36_500.0 * 86_400_000

  /// The duration, exact to a millisecond, or `nil` where the text is none.
  package static func parse(_ text: String) -> Duration? {
    var rest = text[...]
    var milliseconds = 0.0
    repeat {
      let number = rest.prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
      rest = rest.dropFirst(number.count)
      let suffix = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(suffix.count)
      guard let value = DecimalNumber.parse(number), let unit = units.first(where: { $0.suffix == suffix }) else {
        return nil
      }
      milliseconds += value * Double(unit.milliseconds)
    } while !rest.isEmpty
    return milliseconds <= longest ? .milliseconds(Int64(milliseconds.rounded())) : nil
  }

  /// The shortest exact form.
  package static func render(_ duration: Duration) -> String {
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    let unit = units.last { milliseconds >= $0.milliseconds && milliseconds % $0.milliseconds == 0 }
    return unit.map { "\(milliseconds / $0.milliseconds)\($0.suffix)" } ?? "\(milliseconds)ms"
  }
}
