import MillraceTesting
import Testing

@Suite struct ConvertTransformTests {
  @Test func recordsAreChosenAndRearranged() throws {
    let place = try Workplace()
    try place.write(
      "{\"id\":1,\"geo\":{\"city\":\"Ulm\"},\"x\":0}\n{\"id\":2}\n{\"id\":3,\"geo\":{\"city\":\"Rom\"}}\n",
      to: "in.ndjson")
    let outcome = try place.millrace(
      "convert", "in.ndjson", "out.parquet", "--where", "geo", "--select", "{id: id, city: geo.city}", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.json?["rows"] as? Int == 2)
    #expect(outcome.json?["droppedRecords"] as? Int == 1)
    let rows = try place.millrace("inspect", "out.parquet", "--head", "10")
    #expect(rows.text.contains(#"{"id":"1","city":"Ulm"}"#))
    #expect(rows.text.contains(#"{"id":"3","city":"Rom"}"#))
  }

  @Test func whatIsWrongInAnExpressionIsShown() throws {
    let place = try Workplace()
    let outcome = try place.millrace("convert", "in.ndjson", "out.parquet", "--where", "a == 'x")
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("the raw string that begins here has no end"))
    #expect(outcome.errors.contains("\n         ^") || outcome.errors.contains("character 6"))
  }
}
