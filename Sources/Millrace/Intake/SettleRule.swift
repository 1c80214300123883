internal import Foundation

/// Tells when a file is no longer being written: size and times have been still for as long as `settle` says.
///
/// The times in the file system decide. Where they lie in the future, as after a clock was set back, a file is watched
/// instead: it counts from when this version was first seen.
struct SettleRule {
  /// How many files with times in the future are watched at once; further ones wait for their turn.
  private static let watchLimit = 10_000

  private let settle: TimeInterval
  private var firstSeen: [String: (version: String, time: TimeInterval)] = [:]

  init(_ settle: Duration) {
    self.settle = TimeInterval(settle.components.seconds) + TimeInterval(settle.components.attoseconds) * 1e-18
  }

  /// How many seconds are left until the file may be taken; 0 or less: it may be taken now.
  mutating func remaining(_ file: FoundFile, now: Date) -> TimeInterval {
    guard settle > 0 else { return 0 }
    let now = now.timeIntervalSince1970
    let touched = TimeInterval(max(file.status.modified, file.status.changed)) * 1e-9
    if touched <= now { return settle - (now - touched) }
    let version = file.status.version
    if let seen = firstSeen[file.address], seen.version == version {
      let left = settle - (now - seen.time)
      if left <= 0 { firstSeen[file.address] = nil }
      return left
    }
    if firstSeen.count < Self.watchLimit { firstSeen[file.address] = (version, now) }
    return settle
  }
}
