import Foundation
import MillraceConversion
import Testing

/// Column types as users write them, and schemas as the ledger keeps them.
@Suite struct ColumnTypeTests {
  @Test(arguments: [
    "string", "json", "int32", "int64", "double", "boolean", "timestamp", "local-timestamp", "date", "uuid",
    "decimal(38,38)", "decimal(1,0)", "list<string>", "map<list<int64>>",
    "struct<lat: double, \"a b\": list<map<json>>>",
    "struct<\"quo\\\"te\\\\\": date>",
  ])
  func roundTrip(text: String) throws {
    let type = try ColumnType(parsing: text)
    #expect(type.description == text)
    #expect(try ColumnType(parsing: "  " + text + " ") == type)
  }

  @Test(arguments: [
    ("strin", 0), ("decimal(39,1)", 7), ("decimal(5,6)", 7), ("list<int32", 10), ("list<int33>", 5), ("int32>", 5),
    ("struct<>", 7), ("struct<a int32>", 9), ("struct<a: int32, a: date>", 17), ("", 0), ("\"int32", 0), ("map<>", 4),
  ])
  func errorsHavePositions(text: String, offset: Int) {
    let error = #expect(throws: ColumnTypeError.self) { try ColumnType(parsing: text) }
    #expect(error?.offset == offset)
  }

  @Test func typesNestSoDeepAndNoDeeper() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "list<", count: depth) + "date" + String(repeating: ">", count: depth)
    }
    _ = try ColumnType(parsing: nested(63))
    #expect(throws: ColumnTypeError.self) { try ColumnType(parsing: nested(64)) }
  }

  @Test func schemasAreKeptAsJSON() throws {
    let columns = try ColumnType.parseColumns("id: int64, geo: struct<lat: double>, tags: list<string>")
    let schema = DatasetSchema(mode: .inferred, columns: columns)
    #expect(try JSONDecoder().decode(DatasetSchema.self, from: JSONEncoder().encode(schema)) == schema)
    let next = schema.adding([columns[0], .init(name: "new", type: .date), .init(name: "_rescued", type: .json)])
    #expect(next.version == 2)
    #expect(next.columns.map(\.name) == ["id", "geo", "tags", "new"])
    #expect(next.adding(columns) == next)
  }

  @Test(arguments: [
    (["1", "-5"], "int64"), (["1", "2.5"], "double"), (["9007199254740993", "2.5"], "json"),
    (["9223372036854775808"], "decimal(38,0)"),
    (["true", "false"], "boolean"), (["1", "\"a\""], "json"), (["\"a\""], "string"), (["\"2024-01-01\""], "date"),
    (["\"2024-01-01\"", "\"x\""], "string"), (["\"2024-01-01T00:00:00Z\""], "timestamp"),
    (["\"2024-01-01T00:00:00\""], "local-timestamp"),
    (["\"123e4567-e89b-12d3-a456-426614174000\""], "uuid"), (["null"], "json"), (["{}"], "json"),
    (["[]"], "list<json>"),
    (["[1]", "[]", "null"], "list<int64>"), (["{\"a\":1}", "{\"b\":true}"], "struct<a: int64, b: boolean>"),
    (["1e999"], "json"),
    (["[[1.5]]"], "list<list<double>>"), (["[{\"x\":null}]"], "list<struct<x: json>>"), (["1", "[1]"], "json"),
  ])
  func inferredTypes(values: [String], type: String) throws {
    let input = "not JSON \u{FFFF}\n" + values.map { "{\"v\":\($0)}\n" }.joined()
    var bytes = Array(input.utf8)
    bytes[3] = 0xFF
    let report = try Conversion(of: bytes, .with { $0.columns = .inferred }).report
    #expect(report.schema.columns.map { "\($0.name): \($0.type)" } == ["v: \(type)"])
    #expect(report.rescuedValues == 0)
  }

  @Test func manyKeysAreAMap() throws {
    let input = (0..<200).map { "{\"m\":{\"key \($0)\":\($0)}}\n" }.joined()
    let report = try Conversion(of: input.utf8, .with { $0.columns = .inferred }).report
    #expect(report.schema.columns.map(\.type) == [.map(.int64)])
  }
}
