import Testing

@testable import MillraceJSON

@Suite("Record transform")
struct RecordTransformerTests {
  @Test("Without steps a record keeps its bytes, and is still checked")
  func empty() {
    #expect(TransformedRecord.make(from: #" {"a" : 1.50}  "#) == .kept(#"{"a" : 1.50}"#, end: 13))
    #expect(TransformedRecord.make(from: #"{"a" 1}"#) == .malformed(.expectedColon, offset: 5))
    #expect(TransformedRecord.make(from: #"{"a":"#) == .malformed(.unexpectedEnd, offset: 5))
  }

  @Test("A record of several lines becomes one line")
  func lines() throws {
    let record = "\n\n{\n  \"a\" : [1, 2],\r\n\t\"b\\\"\": \"x \\\\\", \"c d\": {} }"
    #expect(
      TransformedRecord.make(from: record, allowsNewlines: true)
        == .kept(#"{"a":[1,2],"b\"":"x \\","c d":{}}"#, end: record.utf8.count))
    #expect(
      TransformedRecord.make(.keep(try JMESPath("a")), from: record, allowsNewlines: true)
        == .kept(#"{"a":[1,2],"b\"":"x \\","c d":{}}"#, end: record.utf8.count))
  }

  @Test(
    "Conditions keep what is true for JMESPath",
    arguments: [
      ("lang == 'en'", true), ("lang == 'de'", false), ("n > `1`", true), ("n > `2.5`", false), ("lang > 'a'", false),
      ("missing", false), ("nothing", false), ("empty", false), ("list", true), ("!missing && lang", true),
      ("missing || user.name == 'Ann'", true), ("user.*", true), ("length(lang) == `2`", true), ("`0`", true),
    ])
  func conditions(condition: String, isKept: Bool) throws {
    let record = #"{"lang":"en","n":2.50,"nothing":null,"empty":{ },"list":[0],"user":{"name":"Ann"}}"#
    let end = record.utf8.count
    #expect(
      TransformedRecord.make(.keep(try JMESPath(condition)), from: record)
        == (isKept ? .kept(record, end: end) : .dropped(end: end)))
  }

  @Test(
    "Selections are compact and keep the text of numbers",
    arguments: [
      ("{id: id, big: big}", #"{"id":1.50,"big":12345678901234567890.0}"#), ("id", "1.50"), ("[id, no]", "[1.50,null]"),
      ("o", #"{"x":[1,{}],"x":2}"#), ("{o: o.x, l: `[1, 2]`}", #"{"o":2,"l":[1,2]}"#), ("l[*].k", "[1,2]"),
      ("{a: {b: {c: t}}}", #"{"a":{"b":{"c":"é\n"}}}"#), ("dup", "2"), ("no || id", "1.50"), ("@.t", #""é\n""#),
    ])
  func selections(expression: String, result: String) throws {
    let record =
      #"{"id":1.50,"big":12345678901234567890.0,"o":{"x" : [1, {}], "x":2},"l":[{"k":1},{"k":2}],"t":"é\n","dup":1,"dup":2}"#
    #expect(
      TransformedRecord.make(.select(try JMESPath(expression)), from: record)
        == .kept(result, end: record.utf8.count))
  }

  @Test("Steps are applied in their order")
  func steps() throws {
    let record = #"{"a":{"b":5}}"#
    let end = record.utf8.count
    let (inner, large) = (try JMESPath("a.{c: b}"), try JMESPath("c > `4`"))
    #expect(TransformedRecord.make(.select(inner), .keep(large), from: record) == .kept(#"{"c":5}"#, end: end))
    #expect(TransformedRecord.make(.keep(large), .select(inner), from: record) == .dropped(end: end))
    #expect(
      TransformedRecord.make(.select(inner), .keep(large), .select(try JMESPath("c")), from: record)
        == .kept("5", end: end))
  }

  @Test("What cannot be picked is a bad record, with the reason")
  func failures() throws {
    #expect(
      TransformedRecord.make(.select(try JMESPath("no.such")), from: #"{"a":1}"#)
        == .failed("the selection “no.such” picks nothing from the record", end: 7))
    guard
      case .failed(let reason, end: 7)? = TransformedRecord.make(.keep(try JMESPath("length(a)")), from: #"{"a":1}"#)
    else {
      Issue.record("no failure")
      return
    }
    #expect(reason.contains("length() takes a string, an array or an object as argument 1, not number"))
  }

  @Test("Nesting beyond the limit is refused")
  func depth() throws {
    var transformer = RecordTransformer(RecordTransform([.select(try JMESPath("a"))]), maximumDepth: 3)
    #expect(TransformedRecord.make(&transformer, from: #"{"a":[[1]]}"#) == .kept("[[1]]", end: 11))
    #expect(TransformedRecord.make(&transformer, from: #"{"a":[[{}]]}"#) == .malformed(.tooDeep, offset: 7))
    #expect(TransformedRecord.make(&transformer, from: #"{"b":[[{}]]}"#) == .malformed(.tooDeep, offset: 7))
  }

  @Test("Any value can be a record")
  func anyValue() throws {
    #expect(TransformedRecord.make(.select(try JMESPath("[0]")), from: "[ 7 ]") == .kept("7", end: 5))
    #expect(TransformedRecord.make(.keep(try JMESPath("@")), from: "0") == .kept("0", end: 1))
    #expect(TransformedRecord.make(.keep(try JMESPath("a")), from: "[]") == .dropped(end: 2))
  }
}
