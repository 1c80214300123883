import Foundation
import MillraceStorage

/// Measures what a file costs the embedded ledger over its whole life, and whether that grows with the number of files.
///
/// `millrace-ledger-benchmark [--count N] [--random]`: registers, plans and completes N files (default 1,000,000) and prints
/// a line for each 100,000. With `--random` the names have no order. With `--queues` it measures the embedded queue instead:
/// N messages with one task, with eight, and with 32.
@main
struct LedgerBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    var count = 1_000_000
    if let index = arguments.firstIndex(of: "--count"),
      let given = arguments.dropFirst(index).first.flatMap({ Int($0) })
    {
      count = given
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("ledger.sqlite").path
    if arguments.contains("--queues") {
      for tasks in [1, 8, 32] {
        try await QueueRates(path: folder.appendingPathComponent("queues.sqlite").path, tasks: tasks).run(count)
      }
      return
    }
    let life = FileLife(ledger: try await SQLiteLedger.open(at: path), hasRandomNames: arguments.contains("--random"))
    print("   files  register/s  known/s   plan/s  complete/s  whole life/s  ledger MB  peak memory MB")
    for start in stride(from: 0, to: count, by: 100_000) {
      let end = min(start + 100_000, count)
      let rates = try await life.run(start..<end)
      print(row(files: end, rates: rates, megabytes: size(of: path) / 1_000_000))
    }
  }

  private static func row(files: Int, rates: LifeRates, megabytes: Int) -> String {
    let columns: [(Int, Int)] = [
      (files, 8), (rates.register, 12), (rates.known, 9), (rates.plan, 9), (rates.complete, 12), (rates.whole, 14),
      (megabytes, 11), (peakMegabytes, 16),
    ]
    return columns.map { number, width in
      let text = String(number)
      return String(repeating: " ", count: max(1, width - text.count)) + text
    }.joined()
  }

  /// The most memory that was resident, from proc(5); 0 where there is none.
  private static var peakMegabytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1000
  }

  /// With what is in the write-ahead log.
  private static func size(of path: String) -> Int {
    ["", "-wal"].reduce(0) { sum, suffix in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
      return sum + ((attributes?[.size] as? Int) ?? 0)
    }
  }
}
