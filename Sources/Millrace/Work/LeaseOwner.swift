internal import Foundation
internal import MillraceStorage

/// Names this process in leases, so that another on the same machine can tell when it is dead: then what it held need not
/// wait for the lease to lapse.
struct LeaseOwner: Sendable {
  /// `host/namespace/process id/start/random`.
  let text: String
  /// What processes that can see one another have in common.
  private let place: String

  init() {
    let process = ProcessInfo.processInfo
    // Containers on one host have process ids of their own; the namespace tells them apart.
    let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "-"
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? "-"
    // Lambda's machines are copies of one another, down to this; their log streams are not.
    let stream = process.environment["AWS_LAMBDA_LOG_STREAM_NAME"] ?? ""
    place = "\(process.hostName)/\(namespace)/\(boot.trimmingCharacters(in: .whitespacesAndNewlines))\(stream)"
    let pid = process.processIdentifier
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    text = "\(place)/\(pid)/\(Self.startTime(of: pid) ?? "-")/\(random)"
  }

  /// Whether an owner was a process of this machine that is not running any more. False where that cannot be known.
  func isDead(_ owner: String) -> Bool {
    guard owner.hasPrefix(place + "/") else { return false }
    let parts = owner.dropFirst(place.count + 1).split(separator: "/")
    guard parts.count == 3, let pid = Int32(parts[0]), pid > 0 else { return false }
    if kill(pid, 0) != 0 { return errno == ESRCH }
    // The number may have been given to another process since.
    guard let start = Self.startTime(of: pid), parts[1] != "-" else { return false }
    return start != parts[1]
  }

  /// When a process was started, in clock ticks since boot (proc(5), field 22 of `stat`).
  private static func startTime(of pid: Int32) -> String? {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")")
    else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    return fields.count > 19 ? String(fields[19]) : nil
  }
}
