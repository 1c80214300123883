import Foundation
import Millrace

/// What `check` tells of a pipeline; printed by `--json` as it stands.
struct HoldFacts: Encodable {
  struct Held: Encodable {
    /// `item` or `manifest`.
    var kind: String
    var name: String
    var owner: String
    var since: Date?
    var until: Date
    /// `held`, `overdue` or `lapsed`.
    var state: String
    var isFreed: Bool
  }

  var pipeline: String
  var held: [Held]
  /// How many have lapsed or are overdue; they are free now if that was asked for.
  var stuck: Int
  var freed: Int
  /// Items that are done.
  var done: Int

  init(pipeline: String, holds: [Hold], done: Int, isFreed: Bool) {
    self.pipeline = pipeline
    self.done = done
    held = holds.map { hold in
      Held(
        kind: hold.isManifest ? "manifest" : "item", name: hold.name, owner: hold.owner, since: hold.since,
        until: hold.until, state: hold.state.rawValue, isFreed: isFreed && hold.isStuck)
    }
    stuck = holds.count(where: \.isStuck)
    freed = isFreed ? stuck : 0
  }

  /// For a person.
  ///
  /// - Parameter file: the pipeline file, to say what to type.
  func text(file: String) -> String {
    var lines = [
      "\(pipeline): \(Quantity.count(held.count)) held, \(Quantity.count(stuck)) of them lapsed or overdue; "
        + "\(Quantity.counted(done, "item")) done"
    ]
    lines += held.map(Self.line)
    if stuck > freed {
      lines.append(
        "Lapsed items are taken by the next process that looks. To free all of them now: millrace check \(file) --free")
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ held: Held) -> String {
    let since = held.since.map { " since \($0.formatted(.iso8601))" } ?? ""
    return "  \(held.isFreed ? "freed" : held.state)  \(held.kind) \(held.name): by \(held.owner)\(since), until "
      + "\(held.until.formatted(.iso8601))"
  }
}
