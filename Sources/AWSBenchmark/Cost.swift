import Foundation

/// What a measurement took.
struct Cost {
  /// Of this process, in seconds.
  var cpu: Double
  var wall: Double

  static var now: Cost {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    let cpu = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    return Cost(cpu: cpu, wall: ProcessInfo.processInfo.systemUptime)
  }

  static func - (left: Cost, right: Cost) -> Cost { Cost(cpu: left.cpu - right.cpu, wall: left.wall - right.wall) }

  func report(_ name: String, calls: Int) {
    let micros = String(format: "%.1f", cpu / Double(calls) * 1e6)
    print("\(name): \(micros) µs of CPU, \(Int(Double(calls) / wall)) a second")
  }
}
