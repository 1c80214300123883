import ArgumentParser
import MillraceStorage

/// A message attribute as an argument: `name=value`, or `name:Number=12`.
struct AttributeArgument: ExpressibleByArgument {
  let name: String
  let attribute: MessageAttribute

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    let parts = argument[..<equals].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let type = parts.count == 2 ? String(parts[1]) : "String"
    let value = String(argument[argument.index(after: equals)...])
    guard let name = parts.first, !name.isEmpty, !value.isEmpty, type.hasPrefix("String") || type.hasPrefix("Number")
    else { return nil }
    self.name = String(name)
    attribute = MessageAttribute(type: type, value: .text(value))
  }
}
