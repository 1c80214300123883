/// A number of bytes as a person writes it: `512`, `1GB` (10⁹), `1GiB` (2³⁰), `3.5MB`.
package enum ByteSize {
  private static let units: [(suffix: String, bytes: Double)] = [
    ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("tib", 1_099_511_627_776),
    ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
    ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12), ("b", 1),
  ]

  /// The bytes, or `nil` where the text is no size, or one beyond `Int64`.
  package static func parse(_ text: String) -> Int64? {
    let lowered = text.lowercased()
    let unit = units.first { lowered.hasSuffix($0.suffix) }
    let number = lowered.dropLast(unit?.suffix.count ?? 0).drop { $0 == " " }
    guard let value = DecimalNumber.parse(number.reversed().drop { $0 == " " }.reversed()) else { return nil }
    let bytes = (value * (unit?.bytes ?? 1)).rounded()
    return bytes < 9.2e18 ? Int64(bytes) : nil
  }

  /// The shortest exact form: `1GB`, `64MiB`, `1234B`.
  package static func render(_ bytes: Int64) -> String {
    let scales: [(Int64, String)] = [
      (1_000_000_000_000, "TB"), (1 << 40, "TiB"), (1_000_000_000, "GB"), (1 << 30, "GiB"), (1_000_000, "MB"),
      (1 << 20, "MiB"), (1000, "kB"), (1 << 10, "KiB"),
    ]
    for (scale, suffix) in scales where bytes > 0 && bytes % scale == 0 {
      return "\(bytes / scale)\(suffix)"
    }
    return "\(bytes)B"
  }
}
