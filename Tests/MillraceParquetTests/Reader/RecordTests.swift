import MillraceParquet
import Testing

@Suite struct RecordTests {
  @Test func rowsArePutTogether() throws {
    #expect(try HandmadeFile.mixed.open().rows() == HandmadeFile.mixedRows)
  }

  @Test func columnsAreChosenByName() throws {
    let file = try HandmadeFile.mixed.open()
    #expect(try file.rows(columns: ["n", "s"], limit: 2) == [#"{"n":7,"s":"one"}"#, #"{"n":8,"s":null}"#])
    let error = #expect(throws: ParquetError.self) { try file.rows(columns: ["x"]) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("s, n, l") == true)
  }

  /// Reads one repeated leaf below some groups.
  private func readLists(_ schema: [SchemaElement], _ path: [String], rep: [UInt8], def: [UInt8]) throws -> [String] {
    let count = def.filter { $0 == def.max() }.count
    let column = HandmadeColumn(
      path: path, type: .int32, repetitionLevels: rep, definitionLevels: def, count: def.count,
      values: (0..<count).flatMap { littleEndian(Int32($0)) })
    let rows = rep.filter { $0 == 0 }.count
    return try HandmadeFile(schema: schema, rows: rows, columns: [column]).open().rows()
  }

  @Test func aRepeatedLeafIsAList() throws {
    let schema = [
      SchemaElement(name: "root", numChildren: 1), SchemaElement(name: "n", type: .int32, repetition: .repeated),
    ]
    #expect(try readLists(schema, ["n"], rep: [0, 1, 0], def: [1, 1, 0]) == [#"{"n":[0,1]}"#, #"{"n":[]}"#])
  }

  @Test func listsOfTwoLevelsAreRead() throws {
    let schema = [
      SchemaElement(name: "root", numChildren: 1),
      SchemaElement(name: "l", repetition: .optional, numChildren: 1, convertedType: .list),
      SchemaElement(name: "array", type: .int32, repetition: .repeated),
    ]
    let rows = try readLists(schema, ["l", "array"], rep: [0, 1, 0, 0], def: [2, 2, 1, 0])
    #expect(rows == [#"{"l":[0,1]}"#, #"{"l":[]}"#, #"{"l":null}"#])
  }

  /// The name of the repeated group tells whether it is the element (older), or holds it.
  @Test(arguments: [("array", #"{"x":0}"#), ("l_tuple", #"{"x":0}"#), ("bag", "0")])
  func theNameOfAGroupTellsTheShape(_ name: String, _ element: String) throws {
    let schema = [
      SchemaElement(name: "root", numChildren: 1),
      SchemaElement(name: "l", repetition: .required, numChildren: 1, convertedType: .list),
      SchemaElement(name: name, repetition: .repeated, numChildren: 1),
      SchemaElement(name: "x", type: .int32, repetition: .required),
    ]
    #expect(try readLists(schema, ["l", name, "x"], rep: [0], def: [1]) == [#"{"l":["# + element + "]}"])
  }

  @Test func mapsAreObjects() throws {
    let schema = ParquetSchema(fields: [.map("m", key: .int32("key"), value: .boolean("value"))])
    let key = HandmadeColumn(
      path: ["m", "key_value", "key"], type: .int32, repetitionLevels: [0, 1, 0, 0], definitionLevels: [2, 2, 1, 0],
      count: 4, values: littleEndian(Int32(1)) + littleEndian(Int32(-2)))
    let value = HandmadeColumn(
      path: ["m", "key_value", "value"], type: .boolean, repetitionLevels: [0, 1, 0, 0],
      definitionLevels: [3, 2, 1, 0], count: 4, values: [1])
    let file = try HandmadeFile(schema: schema.elements, rows: 3, columns: [key, value]).open()
    #expect(try file.rows() == [#"{"m":{"1":true,"-2":null}}"#, #"{"m":{}}"#, #"{"m":null}"#])
    #expect(ParquetVerifier.verify(file).findings == [])
  }

  @Test func columnsThatDisagreeAreAnError() throws {
    let schema = ParquetSchema(fields: [.structure("s", [.int32("a"), .int32("b")])])
    func column(_ name: String, _ definition: [UInt8]) -> HandmadeColumn {
      HandmadeColumn(path: ["s", name], type: .int32, definitionLevels: definition, count: 2, values: [])
    }
    for other: [UInt8] in [[0, 1], [1, 0]] {
      let file = try HandmadeFile(
        schema: schema.elements, rows: 2, columns: [column("a", [0, 0]), column("b", other)]
      ).open()
      #expect(throws: ParquetError.self) { try file.rows() }
      #expect(!ParquetVerifier.verify(file).isSound)
    }
  }
}
