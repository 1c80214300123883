import Foundation
import Testing

@Suite struct GenerateTests {
  @Test func threadsMakeNoDifference() throws {
    let place = try Workplace()
    for workers in ["1", "4"] {
      let outcome = try place.millrace(
        "generate", workers, "--count", "6", "--size", "30KB", "--days", "2", "--workers", workers)
      #expect(outcome.status == 0)
    }
    let names = try place.names(in: "1")
    #expect(names.count == 6)
    #expect(names.first == "2026-01-01-events-00001.ndjson" && names.last == "2026-01-02-events-00006.ndjson")
    for name in names { #expect(try place.data(of: "1/\(name)") == place.data(of: "4/\(name)")) }
  }

  @Test func oneFileGoesToAPathOrToStandardOutput() throws {
    let place = try Workplace()
    #expect(try place.millrace("generate", "--single", "30KB", "one.ndjson").status == 0)
    let piped = try place.millrace("generate", "--single", "30KB", "-")
    #expect(piped.status == 0)
    #expect(piped.output == (try place.data(of: "one.ndjson")))
    #expect(piped.output.count <= 30_000)
  }

  @Test(arguments: [("--gzip", ".gz"), ("--zstd", ".zst")]) func compressedFilesConvert(flag: String, suffix: String)
    throws
  {
    let place = try Workplace()
    let outcome = try place.millrace("generate", "in", "--count", "2", "--size", "30KB", flag, "--json")
    #expect(outcome.status == 0)
    #expect(try place.names(in: "in").allSatisfy { $0.hasSuffix(suffix) })
    let files = try #require(outcome.json?["files"] as? [[String: Any]])
    let records = files.compactMap { $0["records"] as? Int }.reduce(0, +)
    let converted = try place.millrace("convert", "in", "out.parquet", "--json")
    #expect(converted.json?["rows"] as? Int == records)
  }

  @Test func jsonArraysConvertWhereTheyHaveNoComments() throws {
    let place = try Workplace()
    let outcome = try place.millrace(
      "generate", "in", "--count", "1", "--size", "30KB", "--format", "json", "--comment-lines", "0")
    #expect(outcome.status == 0)
    #expect(try place.millrace("convert", "in", "out.parquet").status == 0)
  }
}
