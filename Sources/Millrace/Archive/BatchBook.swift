internal import Foundation
internal import MillraceStorage

/// Remembers in the ledger which message went into which batch, so that each is in one batch only, also after a crash.
///
/// Before a batch becomes visible the ledger is told of each of its messages in which object it will be. So, of a message that
/// comes again, one of these is true:
/// - its object is there: it is done;
/// - its object is not there, and was announced lately: someone may still be writing it, the message has to wait;
/// - its object is not there, and was announced long ago: whoever wanted to write it is dead, and it is done anew.
struct BatchBook: Sendable {
  /// What is to be done with a message.
  enum Verdict: Sendable {
    case take(Claim)
    case isDone
    case wait(Duration)
  }

  /// After this time nobody is writing an announced batch any more.
  static let patience: TimeInterval = 600
  /// Nearly all announced batches are there after this time.
  private static let usualWriting: TimeInterval = 10
  /// How long a claim holds when nobody renews it.
  static let claimDuration: TimeInterval = 120
  /// Items in one call of the ledger.
  private static let chunk = 500

  let ledger: any ClaimStore
  let store: any ObjectStore
  let pipeline: String
  var owner = LeaseOwner().text
  var claimDuration = BatchBook.claimDuration
  /// Renews the claims of what is admitted until it is announced or released; nil: nobody does.
  var keeper: ClaimKeeper?
  var patience = BatchBook.patience
  var clock: any WallClock = SystemWallClock()

  /// Says of each message whether it is to go into a batch. One element a message, in the same order.
  func admit(_ messages: [HeldMessage]) async throws -> [Verdict] {
    var verdicts: [Verdict] = []
    var stored: [String: Bool] = [:]
    var seen: Set<String> = []
    for part in messages.inParts(of: Self.chunk) {
      let items = part.map(\.message.claimItem)
      let outcomes = try await claim(items.filter { seen.insert($0).inserted })
      var used: Set<String> = []
      for item in items {
        // A repeat within the batch waits for the first to be written.
        guard let outcome = outcomes[item], used.insert(item).inserted else {
          verdicts.append(.wait(.seconds(1)))
          continue
        }
        verdicts.append(try await verdict(outcome, item, &stored))
      }
    }
    return verdicts
  }

  private func claim(_ items: [String]) async throws -> [String: ClaimOutcome] {
    guard !items.isEmpty else { return [:] }
    let outcomes = try await ledger.claim(items, in: pipeline, owner: owner, for: claimDuration)
    for case .claimed(let claim) in outcomes { keeper?.keep(claim) }
    return Dictionary(zip(items, outcomes)) { first, _ in first }
  }

  private func verdict(
    _ outcome: ClaimOutcome, _ item: String, _ stored: inout [String: Bool]
  ) async throws -> Verdict {
    switch outcome {
    case .claimed(let claim): return .take(claim)
    case .held(_, let until): return .wait(.seconds(max(1, until.timeIntervalSince(clock.now))))
    case .done(let output):
      let announced = Announcement(output)
      if try await isStored(announced, &stored) { return .isDone }
      let age = clock.now.timeIntervalSince(announced?.at ?? .distantPast)
      if age < patience {
        // A repeat mostly comes while the first is being written, which is soon over. Looking more often would cost receipts.
        return .wait(.seconds(age < Self.usualWriting ? Self.usualWriting : max(1, patience - age)))
      }
      try await ledger.forget([item], in: pipeline)
      guard let again = try await claim([item])[item], case .claimed(let claim) = again else {
        return .wait(.seconds(1))
      }
      return .take(claim)
    }
  }

  private func isStored(_ announced: Announcement?, _ stored: inout [String: Bool]) async throws -> Bool {
    guard let announced, let key = try? ObjectKey(announced.key) else { return false }
    if let known = stored[announced.key] { return known }
    let isThere = try await store.head(key) != nil
    stored[announced.key] = isThere
    return isThere
  }

  /// Tells the ledger in which object messages will be. False where one of them is not ours any more.
  func announce(_ claims: [Claim], in key: ObjectKey) async throws -> Bool {
    let output = Announcement(key: key.text, at: clock.now).text
    var isOurs = true
    for part in claims.inParts(of: Self.chunk) {
      let lost = try await ledger.finish(part, output: output)
      for claim in part { keeper?.drop(claim) }
      isOurs = isOurs && lost.isEmpty
    }
    return isOurs
  }

  /// Gives claims back: the batch will not be written. Where that fails they lapse.
  func release(_ claims: [Claim]) async {
    for claim in claims { keeper?.drop(claim) }
    for part in claims.inParts(of: Self.chunk) { try? await ledger.release(part) }
  }
}

/// In which object a message is to be, and since when that is known: `key` and milliseconds since 1970.
struct Announcement: Equatable {
  var key: String
  var at: Date

  init(key: String, at: Date) {
    self.key = key
    self.at = at
  }

  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let milliseconds = Double(parts[0]) else { return nil }
    self.init(key: String(parts[1]), at: Date(timeIntervalSince1970: milliseconds / 1000))
  }

  var text: String { "\(Int64(at.timeIntervalSince1970 * 1000)) \(key)" }
}

extension Array {
  /// The elements in their order, so many at a time.
  func inParts(of count: Int) -> [[Element]] {
    stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
  }
}
