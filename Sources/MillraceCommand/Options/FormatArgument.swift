import ArgumentParser
import MillraceConversion

/// `--format`. `auto` reads line by line unless every input is named `.json` (before `.gz` or `.zst`).
enum FormatArgument: String, ExpressibleByArgument, CaseIterable {
  case ndjson
  case json
  case auto

  func format(forInputs names: [String]) -> InputFormat {
    switch self {
    case .ndjson: .ndjson
    case .json: .json
    case .auto: !names.isEmpty && names.allSatisfy(Self.isNamedJSON) ? .json : .ndjson
    }
  }

  private static func isNamedJSON(_ name: String) -> Bool {
    var name = name[...]
    for suffix in [".gz", ".zst"] where name.hasSuffix(suffix) { name = name.dropLast(suffix.count) }
    return name.hasSuffix(".json")
  }
}
