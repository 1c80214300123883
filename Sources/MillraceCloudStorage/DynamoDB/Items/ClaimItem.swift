import Crypto
import Foundation
import MillraceAWS
import MillraceStorage

/// A claimed item, as the table of items has it. Without `lease_until` it is done.
enum ClaimItem {
  static let isHeld = "#token = :token AND attribute_exists(#lease_until)"
  private static let shards = 8

  static func held(_ claim: Claim, since: Date) -> DynamoDBItem {
    ControlKey.claim(claim.item, of: claim.pipeline).merging([
      "item": .string(claim.item), "owner": .string(claim.owner), "token": .number(claim.token),
      "claimed_at": .number(since.milliseconds), "lease_until": .number(claim.expiresAt.milliseconds),
      "held": .string(shardName(of: claim)), "held_since": .string(ordered(since.milliseconds)),
    ]) { $1 }
  }

  static func state(of item: String, _ stored: DynamoDBItem) -> ItemState {
    let since = stored.date("claimed_at") ?? Date(timeIntervalSince1970: 0)
    guard let until = stored.date("lease_until") else {
      return .done(output: stored.text("output") ?? "", at: stored.date("done_at") ?? since)
    }
    return .held(
      HeldItem(
        item: item, owner: stored.text("owner") ?? "", token: stored.integer("token") ?? 0, claimedAt: since,
        expiresAt: until))
  }

  /// The partitions of the index of held items. One would take too few writes a second.
  static func shardNames(of pipeline: String) -> [String] { (0..<shards).map { "\(keyPart(pipeline))#\($0)" } }

  private static func shardName(of claim: Claim) -> String {
    let byte = SHA256.hash(data: Array(claim.item.utf8)).first { _ in true } ?? 0
    return shardNames(of: claim.pipeline)[Int(byte) % shards]
  }
}
