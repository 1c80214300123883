import ArgumentParser
import MillraceConversion

/// `--format`. `auto` goes by the names before `.gz` or `.zst`: CSV where every input is a `.csv` or `.tsv`, a JSON text where
/// every one is a `.json`, lines of JSON otherwise.
enum FormatArgument: String, ExpressibleByArgument, CaseIterable {
  case ndjson
  case json
  case csv
  case auto

  func format(forInputs names: [String]) -> InputFormat {
    switch self {
    case .ndjson: .ndjson
    case .json: .json
    case .csv: .csv
    case .auto:
      if Self.all(names, endIn: [".json"]) {
        .json
      } else if Self.all(names, endIn: [".csv", ".tsv"]) {
        .csv
      } else {
        .ndjson
      }
    }
  }

  /// Whether there are names and all of them end like this, before `.gz` or `.zst`.
  static func all(_ names: [String], endIn suffixes: [String]) -> Bool {
    !names.isEmpty
      && names.allSatisfy { name in
        var name = name[...]
        for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) { name = name.dropLast(suffix.count) }
        return suffixes.contains(where: name.hasSuffix)
      }
  }
}
