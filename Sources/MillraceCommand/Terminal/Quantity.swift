import Foundation

/// Numbers as people read them.
enum Quantity {
  /// `1,234,567`.
  static func count(_ value: some BinaryInteger) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// Bytes in units of a thousand: `3.5 MB`.
  static func bytes(_ value: Int64) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB"]
    guard value.magnitude >= 1000 else { return "\(value) B" }
    var scaled = Double(value) / 1000
    var unit = 0
    while scaled.magnitude >= 999.95, unit < units.count - 1 {
      scaled /= 1000
      unit += 1
    }
    return "\(fixed(scaled, places: scaled < 10 ? 2 : 1)) \(units[unit])"
  }

  /// Bytes in a time: `412 MB/s`.
  static func rate(_ bytes: Int64, in duration: Duration) -> String {
    let seconds = max(duration / .seconds(1), 1e-6)
    return "\(fixed(Double(bytes) / 1e6 / seconds, places: 0)) MB/s"
  }

  /// `0.8 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    if seconds < 10 { return "\(fixed(seconds, places: 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// `1 file`, `2 files`.
  static func counted(_ value: Int, _ noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  static func fixed(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
