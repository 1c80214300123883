internal import Foundation

/// The body of a message whose record is too large for the queue: it says where the record is.
struct ClaimCheck: Codable, Equatable {
  struct Ticket: Codable, Equatable {
    /// The address of the object.
    var object: String
    var bytes: Int
    /// Of the object's bytes, in hexadecimal digits.
    var sha256: String
  }

  var ticket: Ticket

  private enum CodingKeys: String, CodingKey {
    case ticket = "millrace-claim-check"
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}
