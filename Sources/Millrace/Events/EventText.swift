/// Numbers in the messages of events, for a person.
enum EventText {
  /// `1 file`, `2 files`, `12,345 files`.
  static func counted(_ count: Int, _ noun: String) -> String {
    counted(Int64(count), noun)
  }

  static func counted(_ count: Int64, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// `13 bytes`, `3.5 MB`: three digits at the least, in units of a thousand.
  static func bytes(_ count: Int64) -> String {
    if count < 1000 { return counted(count, "byte") }
    let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
    var tenths = count / 100
    var unit = 0
    while tenths >= 10_000, unit < units.count - 1 {
      tenths /= 1000
      unit += 1
    }
    return tenths >= 1000 ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  private static func grouped(_ count: Int64) -> String {
    var digits = String(count)[...]
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.append(digits.suffix(3))
      digits = digits.dropLast(3)
    }
    return ([digits] + groups.reversed()).joined(separator: ",")
  }
}
