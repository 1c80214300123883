internal import Foundation
internal import MillraceStorage
internal import Synchronization

/// The messages that tell of files being loaded. Each is resolved when the last of its files has ended: acknowledged where
/// nothing is left to do for any of them, and otherwise given back.
///
/// Several messages may tell of one file; its end counts for all of them.
final class MessageBook: Sendable {
  private struct Entry {
    let message: HeldMessage
    /// Files that have not ended.
    var open: Int
    var outcomes: [ObjectOutcome]
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    /// The messages that wait for the end of a file, by its item.
    var waiting: [String: [Int]] = [:]
    var serial = 0
  }

  private let backOff: BackOff
  private let state = Mutex(State())

  /// - Parameter backOff: the pauses before a message comes again.
  init(backOff: BackOff) {
    self.backOff = backOff
  }

  /// Enters a message before its files are claimed, so that the end of none of them is missed.
  ///
  /// - Parameters:
  ///   - items: its files.
  ///   - outcomes: what is known to have become of others.
  func enter(_ message: HeldMessage, items: Set<String>, outcomes: [ObjectOutcome]) {
    let entry = Entry(message: message, open: items.count, outcomes: outcomes)
    if items.isEmpty { return resolve(entry) }
    state.withLock { state in
      state.serial += 1
      state.entries[state.serial] = entry
      for item in items { state.waiting[item, default: []].append(state.serial) }
    }
  }

  /// Says what has become of a file, to all messages that wait for it.
  func end(_ item: String, as outcome: ObjectOutcome) {
    let ready = state.withLock { state -> [Entry] in
      let numbers = state.waiting.removeValue(forKey: item) ?? []
      return numbers.compactMap { number in
        state.entries[number]?.outcomes.append(outcome)
        state.entries[number]?.open -= 1
        return state.entries[number]?.open == 0 ? state.entries.removeValue(forKey: number) : nil
      }
    }
    for entry in ready { resolve(entry) }
  }

  /// Gives back all that is open: the run has ended.
  func giveBackAll() {
    let rest = state.withLock { state in
      defer { (state.entries, state.waiting) = ([:], [:]) }
      return Array(state.entries.values)
    }
    for entry in rest { entry.message.giveBack() }
  }

  private func resolve(_ entry: Entry) {
    let resolution = MessageResolution(
      entry.outcomes, receiveCount: entry.message.message.receiveCount, backOff: backOff, now: Date())
    switch resolution {
    case .acknowledge: entry.message.acknowledge()
    case .giveBack(let delay): entry.message.giveBack(after: delay)
    }
  }
}
