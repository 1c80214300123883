import Glibc
import MillraceCompression
import MillraceJSON
import MillracePacking

/// Packs a file into messages of 1 MiB, as `load-directory` does, on one core:
///
///     MillraceMicrobenchmark pack FILE.ndjson [RUNS [EXPRESSION [LAYOUT]]]
///
/// Prints the records of each run, its CPU seconds and wall seconds, one run a line, for `Benchmarks/load-side-by-side`.
struct PackBenchmark {
  let path: String
  let runs: Int
  let options: PackingOptions

  init(_ arguments: [String]) throws {
    path = arguments.first ?? ""
    runs = arguments.count > 1 ? Int(arguments[1]) ?? 5 : 5
    var options = PackingOptions()
    if arguments.count > 2 && !arguments[2].isEmpty {
      options.transform = RecordTransform([.select(try JMESPath(arguments[2]))])
    }
    if arguments.count > 3, let layout = MessageLayout(rawValue: arguments[3]) { options.layout = layout }
    self.options = options
  }

  func run() throws {
    for _ in 0..<runs {
      var records = 0
      var bytes = 0
      var messages = 0
      let start = ContinuousClock.now
      let cpu = clock()
      let packer = FilePacker(options)
      try packer.add(contentsOf: FileSource(path: path)) { item in
        guard case .message(let message) = item else { return }
        records += message.recordCount
        bytes += message.body.count
        messages += 1
      }
      let seconds = Double(clock() - cpu) / Double(CLOCKS_PER_SEC)
      let wall = (ContinuousClock.now - start) / .seconds(1)
      print(records, messages, bytes, seconds, wall)
    }
  }
}
