import MillraceParquet

extension HandmadeFile {
  /// One required INT64 column `n`.
  static func numbers(_ numbers: [Int64]) -> HandmadeFile {
    HandmadeFile(
      schema: ParquetSchema(fields: [.int64("n", .required)]).elements, rows: numbers.count,
      columns: [
        HandmadeColumn(path: ["n"], type: .int64, count: numbers.count, values: numbers.flatMap { littleEndian($0) })
      ])
  }

  /// An optional string `s` in a dictionary, a required number `n`, and a list `l` of optional numbers.
  static var mixed: HandmadeFile {
    let fields: [SchemaNode] = [.string("s"), .int32("n", .required), .list("l", element: .int32("element"))]
    return HandmadeFile(
      schema: ParquetSchema(fields: fields).elements, rows: 3,
      columns: [
        HandmadeColumn(
          path: ["s"], type: .byteArray, encoding: .rleDictionary, dictionary: (plain(["one", "two"]), 2),
          definitionLevels: [1, 0, 1], count: 3, values: [1, 2, 0, 2, 1]),
        HandmadeColumn(path: ["n"], type: .int32, count: 3, values: [7, 8, 9].flatMap { littleEndian(Int32($0)) }),
        HandmadeColumn(
          path: ["l", "list", "element"], type: .int32, repetitionLevels: [0, 1, 0, 0], definitionLevels: [3, 2, 1, 0],
          count: 4, values: littleEndian(Int32(5))),
      ])
  }

  /// The rows of `mixed`.
  static let mixedRows = [
    #"{"s":"one","n":7,"l":[5,null]}"#, #"{"s":null,"n":8,"l":[]}"#, #"{"s":"two","n":9,"l":null}"#,
  ]
}
