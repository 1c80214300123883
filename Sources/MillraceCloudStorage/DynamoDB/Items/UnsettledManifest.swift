import Foundation
import MillraceAWS

/// A manifest that is closed, but whose files may not all say so yet.
struct UnsettledManifest: Sendable {
  var pipeline: String
  var number: Int64
  /// Of the lease under which it was closed.
  var token: Int64
  var owner: String
  /// When that lease was taken.
  var startedAt: Date

  var key: DynamoDBItem { .key(ControlKey.unsettled(pipeline), ordered(number)) }

  func item(until: Date) -> DynamoDBItem {
    key.merging([
      "token": .number(token), "owner": .string(owner), "started_at": .number(startedAt.milliseconds),
      "until": .number(until.milliseconds),
    ]) { $1 }
  }

  init(pipeline: String, number: Int64, token: Int64, owner: String, startedAt: Date) {
    self.pipeline = pipeline
    self.number = number
    self.token = token
    self.owner = owner
    self.startedAt = startedAt
  }

  init?(_ item: DynamoDBItem, of pipeline: String) {
    guard let number = item.text("sk").flatMap({ Int64($0) }), let token = item.integer("token"),
      let startedAt = item.date("started_at")
    else { return nil }
    self.init(
      pipeline: pipeline, number: number, token: token, owner: item.text("owner") ?? "", startedAt: startedAt)
  }
}
