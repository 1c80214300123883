internal import MillraceCSV

extension PipelineConfiguration {
  /// The lines of `format`.
  var renderedFormat: [String] {
    guard format == .csv else { return ["format: \(format.rawValue)"] }
    let header =
      switch csv.header {
      case .firstRecord: "true"
      case .none: "false"
      case .names(let names): "[\(names.map(Self.quoted).joined(separator: ", "))]"
      }
    return [
      "format:",
      "  csv: {delimiter: \(Self.character(csv.delimiter)), quote: \(Self.character(csv.quote)), "
        + "escape: \(Self.character(csv.escape)), header: \(header), encoding: \(csv.encoding.rawValue)}",
    ]
  }

  private static func character(_ byte: UInt8?) -> String {
    guard let byte else { return "none" }
    return byte == 0x09 ? "tab" : quoted(String(UnicodeScalar(byte)))
  }
}
