import Foundation
import MillraceTesting
import Testing

@Suite struct InspectTests {
  private func placeWithFile() throws -> Workplace {
    let place = try Workplace()
    try place.write("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":null}\n", to: "in.ndjson")
    #expect(try place.millrace("convert", "in.ndjson", "out.parquet", "--columns", "a: int64, b: string").status == 0)
    return place
  }

  @Test func rowsArePrintedAsJSON() throws {
    let place = try placeWithFile()
    #expect(try place.millrace("inspect", "out.parquet", "--head", "9").text.contains(#"{"a":1,"b":"x""#))
    #expect(
      try place.millrace("inspect", "out.parquet", "--head", "1", "--columns", "b, a").text == "{\"b\":\"x\",\"a\":1}\n"
    )
    #expect(try place.millrace("inspect", "out.parquet", "--head", "0").output.isEmpty)
  }

  @Test func theDescriptionIsTextOrJSON() throws {
    let place = try placeWithFile()
    let text = try place.millrace("inspect", "out.parquet")
    #expect(text.status == 0)
    #expect(text.text.contains("optional int64 a"))
    #expect(try place.millrace("inspect", "out.parquet", "--json").json?["rows"] as? Int == 2)
  }

  @Test func damageIsFound() throws {
    let place = try placeWithFile()
    let sound = try place.millrace("inspect", "out.parquet", "--verify", "--json")
    #expect(sound.status == 0)
    #expect(sound.json?["sound"] as? Bool == true)
    var bytes = try place.data(of: "out.parquet")
    bytes[40] ^= 0xFF
    try place.directory.write(bytes, to: "damaged.parquet")
    let damaged = try place.millrace("inspect", "damaged.parquet", "--verify")
    #expect(damaged.status == 1)
    #expect(damaged.text.contains("damaged.parquet: row group 0"))
  }

  @Test func whatIsNoParquetIsNamed() throws {
    let place = try placeWithFile()
    for name in ["in.ndjson", "missing.parquet"] {
      let outcome = try place.millrace("inspect", name)
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("millrace: \(name): "))
    }
    let column = try place.millrace("inspect", "out.parquet", "--columns", "nope")
    #expect(column.status == 2)
    #expect(column.errors.contains("nope"))
  }

  @Test func aReaderThatLeavesEarlyIsNoFailure() throws {
    let place = try Workplace()
    #expect(try place.millrace("generate", "--single", "2MB", "in.ndjson").status == 0)
    #expect(try place.millrace("convert", "in.ndjson", "out.parquet").status == 0)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let running = try place.millrace.start(
      ["inspect", "out.parquet", "--head", "100000"], output: pipe.fileHandleForWriting)
    let outcome = try running.outcome()
    #expect(outcome.status == 0)
    #expect(!outcome.wasKilled)
    #expect(outcome.errors.isEmpty)
  }
}
