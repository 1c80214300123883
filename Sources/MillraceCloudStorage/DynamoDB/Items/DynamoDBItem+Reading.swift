import Foundation
import MillraceAWS

extension [String: AttributeValue] {
  func text(_ name: String) -> String? { self[name]?.text }
  func integer(_ name: String) -> Int64? { self[name]?.integer }
  func date(_ name: String) -> Date? { integer(name).map(Date.init(milliseconds:)) }

  /// The key of an item in the tables of control and items.
  static func key(_ partition: String, _ sort: String) -> [String: AttributeValue] {
    ["pk": .string(partition), "sk": .string(sort)]
  }

  /// The attributes that are not nil.
  static func item(_ attributes: [String: AttributeValue?]) -> [String: AttributeValue] {
    attributes.compactMapValues(\.self)
  }
}

/// A part of a key, without the characters that keep parts apart.
func keyPart(_ text: String) -> String {
  text.replacing("%", with: "%25").replacing("#", with: "%23")
}

/// A number as text of the same order.
func ordered(_ number: Int64) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
}
