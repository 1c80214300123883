import MillraceTesting
import Testing

@Suite struct ConvertCSVTests {
  @Test func theSuffixTellsTheFormat() throws {
    let place = try Workplace()
    try place.write("a,b\n1,\"x\ny\"\n2\n", to: "in.csv")
    let outcome = try place.millrace("convert", "in.csv", "out.parquet", "--columns", "inferred", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.json?["rows"] as? Int == 2)
    let rows = try place.millrace("inspect", "out.parquet", "--head", "10")
    #expect(rows.text.contains(#""a":1,"b":"x\ny""#))
    try place.write("a\tb\n1\t2\n", to: "in.tsv")
    #expect(try place.millrace("convert", "in.tsv", "tabs.parquet").status == 0)
    #expect(try place.millrace("inspect", "tabs.parquet", "--head", "10").text.contains(#"{"a":"1","b":"2"}"#))
  }

  @Test func dialectsAndTransforms() throws {
    let place = try Workplace()
    try place.write("1;'it''s'\n20;x\n", to: "in.txt")
    let outcome = try place.millrace(
      "convert", "in.txt", "out.parquet", "--format", "csv", "--delimiter", ";", "--quote", "'", "--names", "n,t",
      "--where", "to_number(n) < `5`")
    #expect(outcome.status == 0)
    let rows = try place.millrace("inspect", "out.parquet", "--head", "10")
    #expect(rows.text.contains(#"{"n":"1","t":"it's"}"#))
    #expect(!rows.text.contains("20"))
  }

  @Test func badRecordsAreNamed() throws {
    let place = try Workplace()
    try place.write("a,b\n1,\"x\" y\n2,3\n", to: "in.csv")
    let outcome = try place.millrace("convert", "in.csv", "out.parquet")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("in.csv:2: byte 9: there is text behind a closing quote"))
  }

  @Test func charactersThatCannotBeToldApartAreRefused() throws {
    let place = try Workplace()
    try place.write("a\n", to: "in.csv")
    let outcome = try place.millrace("convert", "in.csv", "out.parquet", "--delimiter", "\"")
    #expect(outcome.errors.contains("different characters"))
  }
}
