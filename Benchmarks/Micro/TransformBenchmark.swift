import Glibc
import MillraceJSON

/// Transforms the first megabytes of a file of web events (`millrace generate`) on one core, beside a scan of every byte:
///
///     MillraceMicrobenchmark transform FILE.ndjson [RUNS [EXPRESSION]]
///
/// Each line gives the median of the runs in megabytes (10^6 bytes) of input a second of CPU time. An expression takes the
/// place of those that are measured else; with a question mark before it, it is a condition.
struct TransformBenchmark {
  private let lines: Lines
  private let runs: Int
  private let expressions: [String]

  private static let usual = [
    "{id: event_id, type: event_type, user: user_id}", "?event_type == 'page_view'", "?price > `50` && country == 'CA'",
    "{id: event_id, place: {city: geo.city, country: country}, tags: tags}",
    "{id: event_id, city: geo.city, n: length(event_type)}", "{id: event_id, tag: tags[0]}",
  ]

  init(_ arguments: [String]) throws {
    lines = try Lines(path: arguments.first ?? "")
    runs = arguments.count > 1 ? Int(arguments[1]) ?? 5 : 5
    expressions = arguments.count > 2 ? [arguments[2]] : Self.usual
  }

  func run() throws {
    time("no steps: scan and copy") { apply([]) }
    for text in expressions {
      let isCondition = text.hasPrefix("?")
      let expression = try JMESPath(isCondition ? String(text.dropFirst()) : text)
      time(text) { apply([isCondition ? .keep(expression) : .select(expression)]) }
      if text == expressions.first { time("\(text), through trees") { applyToTrees(expression) } }
    }
  }

  private func apply(_ steps: [RecordTransform.Step]) {
    var transformer = RecordTransformer(RecordTransform(steps))
    let results = ByteArea(capacity: 1 << 20)
    var p = UnsafePointer(lines.base)
    let end = p + lines.count
    while p < end {
      switch transformer.apply(p, allowsNewlines: false, into: results) {
      case .kept(let behind), .dropped(let behind), .failed(let behind, _): p = behind + 1
      case .malformed(let code, _):
        print("not JSON: \(code)")
        exit(1)
      }
      if results.count > 512 << 10 { results.count = 0 }
    }
  }

  /// As the interpreter would do it all by itself.
  private func applyToTrees(_ expression: JMESPath) {
    for line in UnsafeBufferPointer(start: lines.base, count: lines.count).split(separator: 0x0A) {
      _ = try? expression.search(JSONValue(parsing: line)).bytes
    }
  }

  private func time(_ name: String, _ work: () -> Void) {
    var speeds: [Double] = []
    for _ in 0..<runs {
      let start = clock()
      work()
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      speeds.append(Double(lines.count) / 1e6 / max(seconds, 1e-9))
    }
    let median = speeds.sorted()[speeds.count / 2]
    print("\(Int(median.rounded()))".leftPadded(to: 8), "MB/CPU-s ", name)
  }
}
