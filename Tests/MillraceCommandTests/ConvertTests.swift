import Foundation
import MillraceParquet
import MillraceTesting
import Testing

@Suite struct ConvertTests {
  private func rows(of name: String, in place: Workplace) throws -> [String] {
    var reader = try ParquetRowReader(try ParquetFile(path: place.directory.file(name)))
    var rows: [String] = []
    var row: [UInt8] = []
    while try reader.appendNext(to: &row) {
      rows.append(String(decoding: row, as: UTF8.self))
      row.removeAll()
    }
    return rows
  }

  @Test func oneFileBecomesOneFile() throws {
    let place = try Workplace()
    try place.write("{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n", to: "in.ndjson")
    let outcome = try place.millrace("convert", "in.ndjson", "out.parquet")
    #expect(outcome.status == 0)
    #expect(outcome.text.hasPrefix("out.parquet: 2 rows from 1 file"))
    #expect(outcome.errors.isEmpty)
    #expect(try rows(of: "out.parquet", in: place) == [#"{"a":"1","b":"x"}"#, #"{"a":"2","b":null}"#])
    #expect(try place.names() == ["in.ndjson", "out.parquet"])
  }

  @Test func directoriesAndPatternsAreReadInOrder() throws {
    let place = try Workplace()
    for name in ["b", "a", "sub/c"] { try place.write("{\"n\":\"\(name)\"}\n", to: "in/\(name).ndjson") }
    try place.write("no record", to: "in/readme.txt")
    try place.write("no record", to: "in/.hidden.ndjson")
    #expect(try place.millrace("convert", "in", "out.parquet").status == 0)
    #expect(try rows(of: "out.parquet", in: place) == ["a", "b", "sub/c"].map { "{\"n\":\"\($0)\"}" })
    #expect(try place.millrace("convert", "in/[ab].ndjson", "two.parquet").status == 0)
    #expect(try rows(of: "two.parquet", in: place).count == 2)
  }

  @Test func aDirectoryTakesPartFilesOfOneSchema() throws {
    let place = try Workplace()
    #expect(try place.millrace("generate", "in", "--count", "5", "--size", "20KB").status == 0)
    let outcome = try place.millrace("convert", "in", "lake", "--batch-size", "45KB", "--columns", "inferred", "--json")
    #expect(outcome.status == 0)
    #expect(try place.names(in: "lake") == ["part-00001.parquet", "part-00002.parquet", "part-00003.parquet"])
    #expect((outcome.json?["outputs"] as? [Any])?.count == 3)
    let schemas = try place.names(in: "lake").map {
      try ParquetDescription(try ParquetFile(path: place.directory.file("lake/\($0)"))).schema
    }
    #expect(Set(schemas).count == 1)
    #expect(schemas[0].contains("UUID"))
  }

  @Test func standardInputAndOutputArePipes() throws {
    let place = try Workplace()
    let input = Data("{\"a\":1}\n{\"a\":2}\n".utf8)
    let outcome = try place.millrace("convert", "-", "-", input: input)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    try outcome.output.write(to: URL(fileURLWithPath: place.directory.file("piped.parquet")))
    #expect(try rows(of: "piped.parquet", in: place) == [#"{"a":"1"}"#, #"{"a":"2"}"#])
  }

  @Test func nothingIsReplacedWithoutBeingAsked() throws {
    let place = try Workplace()
    try place.write("{\"a\":1}\n", to: "in.ndjson")
    try place.write("precious", to: "out.parquet")
    let refused = try place.millrace("convert", "in.ndjson", "out.parquet")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("out.parquet: exists already. Use --overwrite"))
    #expect(try place.data(of: "out.parquet") == Data("precious".utf8))
    #expect(try place.millrace("convert", "in.ndjson", "out.parquet", "--overwrite").status == 0)
    #expect(try rows(of: "out.parquet", in: place).count == 1)
  }

  @Test func overwritingADirectoryLeavesNoOldParts() throws {
    let place = try Workplace()
    #expect(try place.millrace("generate", "in", "--count", "4", "--size", "10KB").status == 0)
    #expect(try place.millrace("convert", "in", "lake", "--batch-size", "10KB").status == 0)
    #expect(try place.names(in: "lake").count == 4)
    #expect(try place.millrace("convert", "in", "lake").status == 2)
    #expect(try place.millrace("convert", "in", "lake", "--overwrite").status == 0)
    #expect(try place.names(in: "lake") == ["part-00001.parquet"])
  }

  @Test func anInputIsNeverTheOutput() throws {
    let place = try Workplace()
    try place.write("{\"a\":1}\n", to: "same.parquet")
    let outcome = try place.millrace("convert", "same.parquet", "./same.parquet", "--overwrite")
    #expect(outcome.status == 2)
    #expect(try place.data(of: "same.parquet") == Data("{\"a\":1}\n".utf8))
  }

  @Test func theResultDoesNotDependOnTheNumberOfThreads() throws {
    let place = try Workplace()
    #expect(try place.millrace("generate", "in", "--count", "3", "--size", "300KB").status == 0)
    for workers in ["1", "2", "8"] {
      let outcome = try place.millrace(
        "convert", "in", "\(workers).parquet", "--workers", workers, "--row-group", "100KB", "--columns", "inferred")
      #expect(outcome.status == 0)
    }
    let one = try place.data(of: "1.parquet")
    #expect(try place.data(of: "2.parquet") == one)
    #expect(try place.data(of: "8.parquet") == one)
  }
}
