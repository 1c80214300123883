import Foundation
import MillraceJSON

/// `FuzzJMESPath SECONDS SEED FOLDER`: transforms of random expressions over random records. FOLDER holds JMESPath's official suite.
@main
struct FuzzJMESPath {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 3, let seconds = Double(arguments[1]), let seed = UInt64(arguments[2]) else {
      return exit(message: "usage: FuzzJMESPath SECONDS SEED FOLDER")
    }
    guard let buffer = GuardedBuffer() else { return exit(message: "no memory could be mapped") }
    let corpus = try Corpus(folder: arguments[3])
    var expressions = Mutator(seed: seed, seeds: corpus.expressions, tokens: Corpus.tokens)
    var records = Mutator(seed: seed &+ 1, seeds: corpus.records)
    var counts = Counts()
    let start = Date()
    while counts.expressions % 64 != 0 || Date().timeIntervalSince(start) < seconds {
      counts.expressions += 1
      guard let steps = steps(&expressions) else { continue }
      counts.transforms += 1
      var comparison = Comparison(steps)
      for _ in 0..<6 {
        let record = records.next()
        if let difference = comparison.difference(over: record, in: buffer, &counts) {
          return exit(message: "\(difference)\nsteps: \(steps)\nrecord: \(String(decoding: record, as: UTF8.self))")
        }
        if counts.lastWasValid { records.keep(record) }
      }
    }
    print(counts.description)
  }

  /// One or two steps of random expressions; nil where one is no expression.
  private static func steps(_ expressions: inout Mutator) -> [RecordTransform.Step]? {
    guard let first = expression(&expressions) else { return nil }
    let kind = expressions.below(5)
    if kind < 2 { return [kind == 0 ? .select(first) : .keep(first)] }
    guard let second = expression(&expressions) else { return nil }
    switch kind {
    case 2: return [.keep(first), .select(second)]
    case 3: return [.select(first), .keep(second)]
    default: return [.select(first), .select(second)]
    }
  }

  private static func expression(_ expressions: inout Mutator) -> JMESPath? {
    let text = expressions.next().prefix(400)
    guard let expression = try? JMESPath(String(decoding: text, as: UTF8.self)) else { return nil }
    expressions.keep(Array(text))
    return expression
  }

  private static func exit(message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    Foundation.exit(1)
  }
}
