import MillraceAWS
import MillraceJSON
import NIOCore
import Testing

@Suite struct DynamoDBOperationTests {
  private let item: DynamoDBItem = [
    "s": "text é\n", "n": .number("1.5E+10"), "i": 7, "b": .binary([0, 255]), "t": true, "z": .null,
    "l": .list(["a", 1, .list([])]), "m": .map(["k \"": "v"]), "ss": .stringSet(["a", "b"]), "ns": .numberSet(["1"]),
    "bs": .binarySet([[1], []]),
  ]

  @Test func valuesSurviveARoundTrip() throws {
    var writer = JSONWriter()
    writer.write(item: item)
    let read = try JSONReader.read(ByteBuffer(bytes: writer.bytes)) { reader throws(JSONError) in try reader.item() }
    #expect(read == item)
    #expect(read["i"]?.integer == 7 && read["n"]?.double == 1.5e10 && read["n"]?.integer == 15_000_000_000)
  }

  @Test(arguments: ["{}", #"{"S":1}"#, #"{"NEW":"x"}"#, #"{"B":"*"}"#, "[]", #""S""#])
  func refusesWhatIsNoValue(text: String) {
    #expect(throws: JSONError.self) {
      try JSONReader.read(ByteBuffer(string: text)) { reader throws(JSONError) in try AttributeValue(from: &reader) }
    }
  }

  @Test func writesAConditionalUpdate() {
    let update = DynamoDBClient.UpdateItem(
      table: "t", key: ["id": "1"], update: "SET #s = :s",
      condition: .init("attribute_not_exists(id) OR until < :now", returnsItemOnFailure: true),
      arguments: .init(names: ["#s": "status"], values: [":s": "x", ":now": 5]), returns: .allNew)
    #expect(
      String(decoding: update.body, as: UTF8.self)
        == #"{"TableName":"t","Key":{"id":{"S":"1"}},"UpdateExpression":"SET #s = :s","#
        + #""ConditionExpression":"attribute_not_exists(id) OR until < :now","#
        + #""ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#
        + ##""#s":"status"},"ExpressionAttributeValues":{":now":{"N":"5"},":s":{"S":"x"}},"ReturnValues":"ALL_NEW"}"##)
  }

  @Test func transactionsCarryATokenOfTheirOwn() throws {
    let check = DynamoDBClient.DeleteItem(table: "t", key: ["id": "1"], condition: .init("attribute_exists(id)"))
    let first = DynamoDBClient.TransactWriteItems([.check(check), .put(.init(table: "t", item: ["id": "2"]))])
    let second = DynamoDBClient.TransactWriteItems([])
    #expect(first.token != second.token && (1...36).contains(first.token.utf8.count))
    let body = try JSONValue(parsing: first.body)
    #expect(body["TransactItems"]?.elements?[0]["ConditionCheck"]?["ConditionExpression"]?.text != nil)
    #expect(body["TransactItems"]?.elements?[1]["Put"]?["Item"]?["id"]?["S"]?.text == "2")
  }

  @Test func pagesHaveAnEnd() throws {
    let page = try JSONReader.read(
      ByteBuffer(string: #"{"Count":1,"Items":[{"a":{"S":"x"}}],"LastEvaluatedKey":{"a":{"S":"x"}},"ScannedCount":9}"#)
    ) { reader throws(JSONError) in try DynamoDBClient.Query.output(from: &reader) }
    #expect(page.items == [["a": "x"]] && page.next == ["a": "x"] && page.count == 1)
  }

  @Test func leftOversOfBatchesAreRead() throws {
    let writes: [String: [DynamoDBClient.BatchWriteItem.Write]] = ["t": [.put(["a": 1]), .delete(["a": 2])]]
    var body = try JSONValue(parsing: DynamoDBClient.BatchWriteItem(writes).body)
    body = ["UnprocessedItems": body["RequestItems"] ?? .null]
    let read = try JSONReader.read(ByteBuffer(bytes: body.bytes)) { reader throws(JSONError) in
      try DynamoDBClient.BatchWriteItem.output(from: &reader)
    }
    #expect(read == writes)
  }
}
