import MillraceConversion
import MillraceJSON
import Testing

/// Records are transformed before their values become those of columns.
@Suite struct TransformTests {
  private func options(
    _ steps: RecordTransform.Step..., change: (inout ConversionOptions) -> Void = { _ in }
  ) -> ConversionOptions {
    .with {
      $0.transform = RecordTransform(steps)
      change(&$0)
    }
  }

  @Test func recordsAreDroppedAndRearranged() throws {
    let input = """
      {"id":1.50,"user":{"name":"Ann"},"lang":"en"}

      {"id":2,"user":{"name":"Bö\\n"},"lang":"de"}
        {"lang":"en","id":3}\r
      """
    let options = options(
      .keep(try JMESPath("lang == 'en'")), .select(try JMESPath("{number: id, name: user.name}")))
    let conversion = try Conversion(of: input.utf8, options)
    #expect(try conversion.lines() == [#"{"number":"1.50","name":"Ann"}"#, #"{"number":"3","name":null}"#])
    #expect(conversion.report.droppedRecords == 1)
    #expect(conversion.badRecords.isEmpty)
  }

  @Test func typesAreInferredFromTheResults() throws {
    let input = "{\"a\":\"x\",\"b\":{\"n\":1}}\n{\"a\":\"y\",\"b\":{\"n\":2}}\n"
    let options = options(.select(try JMESPath("{n: b.n}"))) { $0.columns = .inferred }
    let conversion = try Conversion(of: input.utf8, options)
    #expect(try conversion.lines() == [#"{"n":1,"_rescued":null}"#, #"{"n":2,"_rescued":null}"#])
    #expect(conversion.report.schema.columns == [ColumnDefinition(name: "n", type: .int64)])
  }

  @Test func badRecordsKeepTheirOwnBytesAndPlace() throws {
    let lines = [
      #"{"a":"x"}"#, #"  {"a":5}"#, #"{"a":"#, #"{"a":"drop"} "#, #"{"a":"xyz"} !"#, #"{"b":1}"#, #"{"a":"ok"}"#,
    ]
    let options = options(
      .keep(try JMESPath("a != 'drop'")), .select(try JMESPath("{a: a, n: length(a)}")))
    let conversion = try Conversion(of: lines.joined(separator: "\n").utf8, options)
    #expect(try conversion.lines() == [#"{"a":"x","n":"1"}"#, #"{"a":"ok","n":"2"}"#])
    #expect(conversion.badRecords.map(\.line) == [2, 3, 5, 6])
    #expect(
      conversion.badRecords.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        lines[1], lines[2], lines[4], lines[5],
      ])
    #expect(conversion.badRecords.map(\.byteOffset) == [10, 20, 40, 54])
    #expect(conversion.badRecords[0].reason.hasPrefix("length() takes a string, an array or an object as argument 1"))
    #expect(conversion.badRecords[1].reason == "the record ends in the middle of a value")
    #expect(conversion.badRecords[2].reason == "bytes follow the end of the value")
    #expect(conversion.report.droppedRecords == 1)
  }

  @Test func aResultThatIsNoObjectIsABadRecord() throws {
    let options = options(.select(try JMESPath("a")))
    let conversion = try Conversion(of: "{\"a\":{\"b\":1}}\n{\"a\":2}\n{}\n".utf8, options)
    #expect(try conversion.lines() == [#"{"b":"1"}"#])
    #expect(
      conversion.badRecords.map(\.reason) == [
        "what the transforms make of the record cannot be a row: the record is not a JSON object",
        "the selection “a” picks nothing from the record",
      ])
  }

  @Test func elementsOfOneTextAreTransformedToo() throws {
    let input = "[\n {\"a\" : 1,\n \"b\": [ 1, 2 ]},\n {\"a\": 2}, 7, {\"a\": 3, \"b\": {}}\n]\n"
    let options = options(.keep(try JMESPath("a != `3`")), .select(try JMESPath("a && {x: a, y: b}"))) {
      $0.format = .json
    }
    let conversion = try Conversion(of: input.utf8, options)
    #expect(try conversion.lines() == [#"{"x":"1","y":"[1,2]"}"#, #"{"x":"2","y":null}"#])
    #expect(conversion.badRecords.map { String(decoding: $0.bytes, as: UTF8.self) } == ["7"])
    #expect(conversion.badRecords.map(\.line) == [4])
    #expect(conversion.report.droppedRecords == 1)
  }

  @Test func theWorkersDoNotMatter() throws {
    var input: [UInt8] = []
    for number in 0..<30_000 {
      input +=
        "{\"id\":\(number),\"text\":\"\(String(repeating: "é", count: number % 60))\",\"k\(number % 7)\":true}\n".utf8
    }
    let expression = try JMESPath("{id: id, text: text, k: k3, n: length(text)}")
    let condition = try JMESPath("id < `100` || k3 || id == `29999`")
    var outputs: [[UInt8]] = []
    for workers in [1, 3] {
      let options = options(.keep(condition), .select(expression)) {
        $0.workers = workers
        $0.rowGroupBytes = 1 << 20
      }
      let conversion = try Conversion(of: input, options)
      #expect(conversion.report.droppedRecords + conversion.report.rows == 30_000)
      #expect(try conversion.lines().last?.hasPrefix(#"{"id":"29999""#) == true)
      outputs.append(conversion.bytes)
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test func aResultLongerThanTheLineLimitIsABadRecord() throws {
    let options = options(.select(try JMESPath("{a: a, b: a, c: a}"))) { $0.maximumLineBytes = 60 }
    let long = "{\"a\":\"\(String(repeating: "x", count: 30))\"}\n"
    let conversion = try Conversion(of: "{\"a\":1}\n\(long){\"a\":2}\n".utf8, options)
    #expect(conversion.report.rows == 2)
    #expect(
      conversion.badRecords.map(\.reason) == ["what the transforms make of the record is longer than the line limit"])
  }

  @Test func droppedRecordsCountAsGoodOnes() throws {
    let options = options(.keep(try JMESPath("a"))) { $0.badRecords.maximumFraction = 0.4 }
    let conversion = try Conversion(of: "{\"a\":1}\n{}\n{}\n!\n".utf8, options)
    #expect(conversion.report.rows == 1)
    #expect(conversion.report.droppedRecords == 2)
  }
}
