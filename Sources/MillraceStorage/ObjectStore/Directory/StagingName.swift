import Foundation

/// The name of a file in a staging folder: `<process>-<start of the process>-<random>.tmp`.
///
/// A process id alone would not do: the system gives it to another process some time after.
struct StagingName {
  let processID: Int32
  let processStart: UInt64

  static func next() -> String {
    let random = hexadecimal((0..<8).map { _ in UInt8.random(in: .min ... .max) })
    return "\(getpid())-\(startOfThisProcess)-\(random).tmp"
  }

  /// Nil if it is not such a name.
  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 3, parts[2].hasSuffix(".tmp"), let processID = Int32(parts[0]), processID > 0,
      let start = UInt64(parts[1])
    else { return nil }
    self.processID = processID
    processStart = start
  }

  /// Whether the process that made the name still runs, as far as this one can see.
  var isOwnerAlive: Bool {
    if kill(processID, 0) != 0 && errno == ESRCH { return false }
    return StagingName.start(ofProcess: processID) == processStart
  }

  private static let startOfThisProcess = start(ofProcess: getpid())

  /// In clock ticks since the machine was started, from `/proc/<id>/stat` (proc(5), field 22); 0 where there is none.
  private static func start(ofProcess id: Int32) -> UInt64 {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      // The second field is the program's name in parentheses, and may hold anything.
      let end = text.lastIndex(of: ")")
    else { return 0 }
    let fields = text[end...].split(separator: " ")
    return fields.count > 20 ? UInt64(fields[20]) ?? 0 : 0
  }
}
