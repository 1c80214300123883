internal import Yams

/// The entries of one mapping, from which values are taken by key. A key that is absent leaves the default as it is.
struct ConfigurationSection {
  let reader: ConfigurationReader
  let key: String
  let node: Node
  let entries: [String: Node]

  func fullKey(_ name: String) -> String {
    key.isEmpty ? name : "\(key).\(name)"
  }

  func section(_ name: String, known: [String]) -> ConfigurationSection? {
    entries[name].flatMap { reader.section($0, key: fullKey(name), known: known) }
  }

  /// Takes any value; `wanted` says what it is, as in “a size such as 1GB”.
  func take<Value>(_ name: String, into value: inout Value, wanted: String, parse: (String) -> Value?) {
    guard let node = entries[name] else { return }
    value = reader.value(node, key: fullKey(name), wanted: wanted, parse: parse) ?? value
  }

  func takeText(_ name: String, into value: inout String, wanted: String) {
    take(name, into: &value, wanted: wanted) { $0 }
  }

  func takeBoolean(_ name: String, into value: inout Bool) {
    take(name, into: &value, wanted: "true or false") { ["true": true, "false": false][$0] }
  }

  func takeSize(_ name: String, into value: inout Int64, atLeast minimum: Int64 = 0) {
    take(name, into: &value, wanted: Self.size(atLeast: minimum)) { text in
      ByteSize.parse(text).flatMap { $0 >= minimum ? $0 : nil }
    }
  }

  func takeSize(_ name: String, into value: inout Int, range: ClosedRange<Int>) {
    let wanted =
      "a size from \(ByteSize.render(Int64(range.lowerBound))) to \(ByteSize.render(Int64(range.upperBound)))"
    take(name, into: &value, wanted: wanted) { text in
      ByteSize.parse(text).map(Int.init).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func takeDuration(_ name: String, into value: inout Duration, range: ClosedRange<Duration>) {
    let bounds = "\(DurationText.render(range.lowerBound)) to \(DurationText.render(range.upperBound))"
    take(name, into: &value, wanted: "a duration such as 500ms, 30s, 5m or 2h, from \(bounds)") { text in
      DurationText.parse(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func takeInteger(_ name: String, into value: inout Int, range: ClosedRange<Int>) {
    take(name, into: &value, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func takeChoice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, into value: inout Choice) {
    let names = Choice.allCases.map(\.rawValue)
    take(name, into: &value, wanted: "one of \(names.joined(separator: ", "))", parse: Choice.init(rawValue:))
  }

  private static func size(atLeast minimum: Int64) -> String {
    minimum > 0
      ? "a size of at least \(ByteSize.render(minimum)), such as 64MiB or 1GB" : "a size such as 500B, 64MiB or 1GB"
  }
}
