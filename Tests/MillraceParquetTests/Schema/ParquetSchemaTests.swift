import MillraceParquet
import Testing

@Suite struct ParquetSchemaTests {
  private static let everything: [SchemaNode] = [
    .string("s"), .json("j"), .boolean("b"), .int32("i"), .int64("l", .required), .double("d"),
    .timestampMicros("t", utc: true), .date("day"), .decimal("small", precision: 9, scale: 2),
    .decimal("medium", precision: 18, scale: 0), .decimal("large", precision: 38, scale: 10), .uuid("id"),
    .structure("st", [.string("a"), .structure("deep", [.int32("x")], .required)]),
    .list("tags", element: .list("element", element: .string("element"))),
    .map("labels", value: .list("value", element: .int64("element"))),
  ]

  @Test func everyTypeComesBackFromItsElements() throws {
    let schema = ParquetSchema(fields: Self.everything)
    #expect(try ParquetSchema(elements: schema.elements) == schema)
    #expect(schema.elements[0].numChildren == 15)
    #expect(schema.elements[0].repetition == nil)
  }

  @Test func leavesHaveTheirLevels() throws {
    let leaves = ParquetSchema(fields: Self.everything).leaves
    func levels(_ name: String) throws -> [Int] {
      let leaf = try #require(leaves.first { $0.name == name })
      return [leaf.maxDefinitionLevel, leaf.maxRepetitionLevel]
    }
    #expect(try levels("s") == [1, 0])
    #expect(try levels("l") == [0, 0])
    #expect(try levels("st.deep.x") == [2, 0])
    #expect(try levels("tags.list.element.list.element") == [5, 2])
    #expect(try levels("labels.key_value.key") == [2, 1])
    #expect(try levels("labels.key_value.value.list.element") == [5, 2])
    #expect(leaves.map(\.index) == Array(leaves.indices))
  }

  @Test func decimalsTakeTheSmallestType() {
    let leaves = ParquetSchema(fields: Self.everything).leaves.filter { $0.name.hasSuffix("l") || $0.name == "large" }
    #expect(leaves.first { $0.name == "small" }?.physical == .int32)
    #expect(ParquetSchema(fields: [.decimal("m", precision: 10, scale: 1)]).leaves[0].physical == .int64)
    #expect(leaves.first { $0.name == "large" }?.typeLength == 16)
    // 2^71 - 1 has 22 digits, and not every number of 22 digits is below it.
    #expect(SchemaNode.decimalByteLength(precision: 21) == 9)
    #expect(SchemaNode.decimalByteLength(precision: 22) == 10)
    #expect(SchemaNode.decimalByteLength(precision: 76) == 32)
  }

  @Test func olderAnnotationsAreUnderstood() throws {
    let schema = try ParquetSchema(elements: [
      SchemaElement(name: "root", repetition: .required, numChildren: 2),
      SchemaElement(name: "s", type: .byteArray, repetition: .optional, numChildren: 0, convertedType: .utf8),
      SchemaElement(name: "m", repetition: .optional, numChildren: 1, convertedType: .mapKeyValue),
      SchemaElement(name: "map", repetition: .repeated, numChildren: 1),
      SchemaElement(name: "t", type: .int64, repetition: .required, convertedType: .timestampMillis),
    ])
    #expect(schema.leaves[0].logical == .string)
    #expect(schema.leaves[1].logical == .timestamp(isAdjustedToUTC: true, unit: .millis))
    guard case .group(_, .map) = schema.fields[1].kind else {
      Issue.record("not a map: \(schema.fields[1])")
      return
    }
  }

  @Test func contradictionsAreErrors() {
    let root = SchemaElement(name: "root", numChildren: 2)
    let leaf = SchemaElement(name: "a", type: .int32, repetition: .optional)
    let group = SchemaElement(name: "g", repetition: .optional, numChildren: 1)
    let unsized = SchemaElement(name: "f", type: .fixedLenByteArray, repetition: .optional)
    for elements in [[], [root, leaf], [root, leaf, leaf, leaf], [root, leaf, group], [root, leaf, unsized]] {
      #expect(throws: ParquetError.self) { try ParquetSchema(elements: elements) }
    }
    let deep = [root] + Array(repeating: group, count: 100_000)
    #expect(throws: ParquetError.self) { try ParquetSchema(elements: deep) }
  }

  @Test func theTextIsThatOfTheDocuments() {
    let fields: [SchemaNode] = [.uuid("id", .required), .list("tags", element: .string("x"))]
    #expect(
      ParquetSchema(fields: fields).description == """
        message schema {
          required fixed_len_byte_array(16) id (UUID);
          optional group tags (LIST) {
            repeated group list {
              optional binary element (STRING);
            }
          }
        }

        """)
  }
}
