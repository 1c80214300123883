import Glibc
import MillraceCompression
import MillraceJSON
import MillracePacking

/// Packs a file into messages of 1 MiB, as `load-directory` does, on one core:
///
///     MillraceMicrobenchmark pack FILE.ndjson [RUNS [EXPRESSION [LAYOUT [OUT]]]]
///
/// Prints for each run: records, messages, bytes, CPU seconds, wall seconds; for `Benchmarks/load-side-by-side`. Writes the last
/// run's messages to OUT, for comparison.
struct PackBenchmark {
  let path: String
  let runs: Int
  let options: PackingOptions
  let out: String?

  init(_ arguments: [String]) throws {
    path = arguments.first ?? ""
    runs = arguments.count > 1 ? Int(arguments[1]) ?? 5 : 5
    var options = PackingOptions()
    if arguments.count > 2 && !arguments[2].isEmpty {
      options.transform = RecordTransform([.select(try JMESPath(arguments[2]))])
    }
    if arguments.count > 3, let layout = MessageLayout(rawValue: arguments[3]) { options.layout = layout }
    self.options = options
    out = arguments.count > 4 ? arguments[4] : nil
  }

  func run() throws {
    for _ in 0..<runs {
      var records = 0
      var bytes = 0
      var messages = 0
      var bodies: [[UInt8]] = []
      let start = ContinuousClock.now
      let cpu = clock()
      let packer = FilePacker(options)
      try packer.add(contentsOf: FileSource(path: path)) { item in
        guard case .message(let message) = item else { return }
        records += message.recordCount
        bytes += message.body.count
        messages += 1
        if out != nil { bodies.append(message.body) }
      }
      let seconds = Double(clock() - cpu) / Double(CLOCKS_PER_SEC)
      let wall = (ContinuousClock.now - start) / .seconds(1)
      if let out { try write(bodies, to: out) }
      print(records, messages, bytes, seconds, wall)
    }
  }

  private func write(_ messages: [[UInt8]], to path: String) throws {
    guard let file = fopen(path, "w") else {
      perror(path)
      exit(1)
    }
    defer { fclose(file) }
    for message in messages {
      fwrite(message, 1, message.count, file)
      putc(0x0A, file)
    }
  }
}
