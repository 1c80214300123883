import Testing

@testable import MillraceJSON

/// Compiled transforms give what the interpreter gives.
@Suite("Compiled transforms")
struct CompiledTransformTests {
  @Test("Random expressions over random records", arguments: 1...4 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var random = RandomExpressions(seed: seed)
    var kept = 0
    var dropped = 0
    for _ in 0..<1_500 {
      let steps = try Self.steps(&random)
      var transformer = RecordTransformer(RecordTransform(steps))
      for _ in 0..<8 {
        let record = random.record()
        let difference = try ReferenceTransform.difference(&transformer, steps, record)
        #expect(difference == nil, "\(steps)")
        switch ReferenceTransform.apply(steps, to: try JSONValue(parsing: record)) {
        case .kept: kept += 1
        case .dropped: dropped += 1
        case .failed: break
        }
      }
    }
    // Neither is rare: the comparison says something.
    #expect(kept > 2_000 && dropped > 500)
  }

  private static func steps(_ random: inout RandomExpressions) throws -> [RecordTransform.Step] {
    let first = try JMESPath(random.expression())
    let second = try JMESPath(random.expression())
    let plans: [[RecordTransform.Step]] = [
      [.select(first)], [.keep(first)], [.keep(first), .select(second)], [.select(first), .keep(second)],
      [.select(first), .select(second)],
    ]
    return plans[random.below(plans.count)]
  }

  @Test(
    "The cases of the official suite", .enabled(if: JMESPathCases.exist, "corpora/jmespath is missing"))
  func compliance() throws {
    var count = 0
    for testCase in try JMESPathCases.all() {
      guard let expression = try? JMESPath(testCase.expression) else { continue }
      count += 1
      let record = String(decoding: testCase.given.bytes, as: UTF8.self)
      for steps in [[RecordTransform.Step.select(expression)], [.keep(expression)]] {
        var transformer = RecordTransformer(RecordTransform(steps))
        let difference = try ReferenceTransform.difference(&transformer, steps, record)
        #expect(difference == nil, "\(testCase.expression)")
      }
    }
    #expect(count > 700)
  }

  @Test("Keys that come in another order, or not at all, are found in every record")
  func predictions() throws {
    let steps = [RecordTransform.Step.select(try JMESPath("{a: a, c: b.c, d: b.d}"))]
    var transformer = RecordTransformer(RecordTransform(steps))
    let records = [
      #"{"a":1,"b":{"c":2,"d":3}}"#, #"{"b":{"d":3,"c":2},"a":1}"#, #"{"x":0,"a":1,"y":{"a":5,"b":6},"b":{"c":2}}"#,
      #"{"a" :1,"b": {"c":2}}"#, #"{"b":{"c":1,"d":2},"b":{"d":5}}"#, #"{"b":{"c":1},"b":7}"#, #"{"\u0061":1}"#,
      #"{"A":1,"aa":2,"":3}"#, "{}", "[]", "7",
    ]
    for record in records + records.reversed() + records {
      #expect(try ReferenceTransform.difference(&transformer, steps, record) == nil)
    }
  }

  @Test("More keys than are learned, and keys of any length")
  func manyKeys() throws {
    let steps = [
      RecordTransform.Step.select(
        try JMESPath("{first: k0, last: k999, long: \(String(repeating: "l", count: 5_000))}"))
    ]
    var transformer = RecordTransformer(RecordTransform(steps))
    let long = String(repeating: "l", count: 5_000)
    for round in 0..<3 {
      let members = (0..<1_000).map { "\"k\($0)\":\($0 + round)" } + ["\"\(long)\":1", "\"\(long)x\":2"]
      let record = "{\(members.joined(separator: ","))}"
      #expect(try ReferenceTransform.difference(&transformer, steps, record) == nil)
    }
  }

  @Test("A record that is cut anywhere is malformed, where the scanner says so")
  func cuts() throws {
    let record = #"{"a":{"b":[1,"x\n"],"c":-1.5e3},"d":true,"a":{"b":"é"},"e" : null}"#
    var transformer = RecordTransformer(RecordTransform([.select(try JMESPath("[a.b, d]"))]))
    var scanned = RecordTransformer(RecordTransform([]))
    for length in 0..<record.unicodeScalars.count {
      let cut = String(String.UnicodeScalarView(record.unicodeScalars.prefix(length)))
      let expected = TransformedRecord.make(&scanned, from: cut)
      guard case .malformed? = expected else {
        Issue.record("accepted: \(cut)")
        continue
      }
      #expect(TransformedRecord.make(&transformer, from: cut) == expected)
    }
  }
}
