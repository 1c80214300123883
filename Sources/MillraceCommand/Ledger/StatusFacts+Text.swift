import Foundation
import MillraceStorage

extension StatusFacts {
  /// For a person.
  var text: String {
    var lines = [
      "\(pipeline)\(lastActivity.map { ", last active \($0.formatted(.iso8601))" } ?? ", nothing done so far")"
    ]
    if let claims {
      lines += [("held", claims.held), ("lapsed", claims.lapsed), ("done", claims.done)].map { state, count in
        "  \(Self.padded(state, 12))\(Self.aligned(Quantity.count(count), 12)) files"
      }
      if claims.lapsed > 0 { lines.append("  `millrace check --free` gives back at once what has lapsed") }
      return lines.joined(separator: "\n")
    }
    for state in FileState.allCases {
      let tally = files[state.rawValue] ?? Tally(files: 0, bytes: 0)
      lines.append(
        "  \(Self.padded(state.rawValue, 12))\(Self.aligned(Quantity.count(tally.files), 12)) files"
          + "\(Self.aligned(Quantity.bytes(tally.bytes), 12))")
    }
    lines.append(
      "  \(Quantity.counted(Int(rows), "row")) in \(Quantity.counted(Int(manifestsCompleted), "Parquet file")), "
        + "\(Quantity.bytes(bytesIn)) → \(Quantity.bytes(bytesOut)); \(Quantity.counted(Int(badRecords), "bad record"))"
    )
    lines += waiting.map {
      "  waiting in \($0.partition.isEmpty ? "(no partition)" : $0.partition): \(Quantity.counted($0.files, "file")), "
        + "\(Quantity.bytes($0.bytes)), since \($0.oldest.formatted(.iso8601))"
    }
    if !manifests.isEmpty { lines += ["", "newest manifests"] + manifests.map(Self.line) }
    return lines.joined(separator: "\n")
  }

  private static func line(_ manifest: Manifest) -> String {
    let reason = manifest.reason.map { ": \($0)" } ?? ""
    let output = manifest.outputs.first.map { " → \($0)" } ?? ""
    return "  \(manifest.id.prefix(12)) \(padded(manifest.partition, 11))\(padded(manifest.state, 11))"
      + "\(Quantity.counted(manifest.files, "file")), \(Quantity.bytes(manifest.bytes)), "
      + "\(Quantity.counted(Int(manifest.rows), "row"))\(output)\(reason)"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
