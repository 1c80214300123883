internal import MillraceStorage
internal import Yams

extension ConfigurationReader {
  /// An address of a certain kind; local ones get absolute.
  func address(_ node: Node, key: String, kind: AddressKind) -> Address? {
    guard var text = text(node, key: key, wanted: kind.wanted) else { return nil }
    if text == "~" || text.hasPrefix("~/"), let home = expansion.environment["HOME"] {
      text = home + text.dropFirst()
    }
    do {
      var address = try Address(parsing: text, relativeTo: folder, defaultScheme: kind.defaultScheme)
      // A path of a database needs no scheme, but may name a queue in it.
      if kind.isNamed, address.scheme == .sqlite, address.fragment == nil, text.utf8.contains(UInt8(ascii: "#")) {
        address = try Address(parsing: "sqlite:\(text)", relativeTo: folder)
      }
      if kind == .queue { address = address.ofQueue }
      if kind == .ledger, address.scheme == .file { address.scheme = .sqlite }
      if kind.isNamed, address.scheme == .sqlite, address.fragment == nil {
        report(
          "“\(key)”: “\(text)” names no \(kind); write its name behind the file, as in sqlite:./queues.sqlite#my-\(kind)",
          at: node, key: key)
        return nil
      }
      if kind.schemes.contains(address.scheme) { return address }
      report("“\(key)”: “\(text)” is not \(kind.wanted)", at: node, key: key)
    } catch {
      report("“\(key)”: \((error as? AddressError)?.message ?? "\(error)")", at: node, key: key)
    }
    return nil
  }
}

extension ConfigurationSection {
  func takeAddress(_ name: String, into value: inout Address, kind: AddressKind) {
    guard let node = entries[name] else { return }
    value = reader.address(node, key: fullKey(name), kind: kind) ?? value
  }

  func takeAddress(_ name: String, into value: inout Address?, kind: AddressKind) {
    guard let node = entries[name] else { return }
    value = reader.address(node, key: fullKey(name), kind: kind) ?? value
  }

  /// An address that has no default.
  func requireAddress(_ name: String, kind: AddressKind, example: String) -> Address? {
    guard let node = entries[name] else {
      reader.report(
        "“\(fullKey(name))” is missing; write it as in “\(name): \(example)”", at: self.node, key: fullKey(name))
      return nil
    }
    return reader.address(node, key: fullKey(name), kind: kind)
  }
}
