import MillraceStorage

/// Which table an address names, and how: `dynamodb:table[?create=yes|no][&shards=1…99]`.
struct DynamoDBAddress: Equatable {
  var table: String
  var creates: Bool?
  var shards: Int?

  init(_ address: Address) throws {
    let parts = address.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    table = String(parts[0])
    guard (3...240).contains(table.utf8.count), table.utf8.allSatisfy(DynamoDBAddress.isOfName) else {
      throw DynamoDBAddress.malformed(
        address, "a table's name has 3 to 240 letters, digits, dots, dashes and underscores")
    }
    for setting in parts.dropFirst().first?.split(separator: "&") ?? [] {
      switch setting {
      case "create", "create=yes": creates = true
      case "create=no": creates = false
      default:
        guard setting.hasPrefix("shards="), let number = Int(setting.dropFirst(7)), (1...99).contains(number) else {
          throw DynamoDBAddress.malformed(address, "“\(setting)” is none of create=yes, create=no, shards=1…99")
        }
        shards = number
      }
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "._-".utf8.contains(byte)
  }

  private static func malformed(_ address: Address, _ problem: String) -> LedgerError {
    LedgerError(.unavailable, "\(address) cannot be used: \(problem). Write dynamodb:my-table.")
  }
}
