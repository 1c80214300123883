import Foundation
import MillraceAWS

/// A manifest that is being planned: the right to take files of one partition, until someone takes it over.
struct PlanIntent: Sendable {
  var pipeline: String
  var partition: String
  /// Of the manifest, if it comes to be.
  var number: Int64
  /// Of who is planning.
  var token: String

  var key: DynamoDBItem { ControlKey.intent(partition, of: pipeline) }
  static let isMine = "#token = :token"
  var mine: DynamoDBItem { [":token": .string(token)] }

  func item(until: Date) -> DynamoDBItem {
    key.merging([
      "number": .number(number), "token": .string(token), "until": .number(until.milliseconds),
      "partition": .string(partition),
    ]) { $1 }
  }

  static func makeToken() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}
