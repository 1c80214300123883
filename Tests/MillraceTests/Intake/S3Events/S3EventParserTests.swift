import Foundation
import MillraceJSON
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct S3EventParserTests {
  private func parse(_ value: JSONValue) -> S3EventMessage { S3EventParser.parse(value.bytes) }

  @Test func everyWrappingGivesTheSameEvent() {
    let direct = S3EventSamples.notification(S3EventSamples.record("a+b%2Bc%2Fd.ndjson"))
    let wrapped: [JSONValue] = [
      direct, S3EventSamples.sns(direct), S3EventSamples.sns(S3EventSamples.sns(direct)),
      ["Records": [["eventSource": "aws:sqs", "body": .string(String(decoding: direct.bytes, as: UTF8.self))]]],
      ["Records": [["EventSource": "aws:sns", "Sns": S3EventSamples.sns(direct)]]],
      .string(String(decoding: direct.bytes, as: UTF8.self)), [direct],
    ]
    for value in wrapped {
      let message = parse(value)
      #expect(message.problems == [] && message.events.count == 1)
      #expect(message.events.first?.keys == ["a b+c/d.ndjson", "a+b%2Bc%2Fd.ndjson"])
      #expect(message.events.first?.bucket == "inbox" && message.events.first?.etag == "e1")
      #expect(message.events.first?.kind == .created && message.events.first?.size == 8)
    }
  }

  @Test func eventBridgeWritesKeysAsTheyAre() {
    for value in [S3EventSamples.eventBridge("a+b%20c"), S3EventSamples.sns(S3EventSamples.eventBridge("a+b%20c"))] {
      let message = parse(value)
      #expect(message.events.first?.keys == ["a+b%20c", "a b c"])
      #expect(message.events.first?.etag == "e1" && message.events.first?.form == .eventBridge)
    }
    #expect(parse(S3EventSamples.eventBridge("k", type: "Object Deleted")).events.first?.kind == .removed)
    #expect(parse(S3EventSamples.eventBridge("k", type: "Object Tags Added")).events.first?.kind == .other)
  }

  @Test(arguments: [
    ("ObjectCreated:CompleteMultipartUpload", S3Event.Kind.created), ("s3:ObjectCreated:Put", .created),
    ("ObjectRemoved:DeleteMarkerCreated", .removed), ("s3:ObjectRemoved:Delete", .removed),
    ("LifecycleExpiration:Delete", .removed), ("s3:ObjectRestore:Completed", .other),
  ])
  func theNameSaysWhatHappened(name: String, kind: S3Event.Kind) {
    #expect(parse(S3EventSamples.notification(S3EventSamples.record("k", name: name))).events.first?.kind == kind)
  }

  @Test func keysAreDecodedOnce() {
    let keys = [
      ("red+flower.jpg", ["red flower.jpg", "red+flower.jpg"]), ("plain/key.txt", ["plain/key.txt"]),
      ("%F0%9F%8C%B7.json", ["🌷.json", "%F0%9F%8C%B7.json"]), ("100%25", ["100%", "100%25"]),
      ("a%252Fb", ["a%2Fb", "a%252Fb"]), ("50%", ["50%"]), ("%FF", ["%FF"]),
    ]
    for (key, expected) in keys {
      #expect(parse(S3EventSamples.notification(S3EventSamples.record(key))).events.first?.keys == expected)
    }
  }

  @Test func stripsQuotesAndTakesWhatCephLeavesOut() {
    let ceph = S3EventSamples.record("k", size: nil, etag: "\"abc-2\"", source: "ceph:s3")
    let event = parse(S3EventSamples.notification(ceph)).events.first
    #expect(event?.etag == "abc-2" && event?.size == nil && event?.version == nil && event?.sequencer == nil)
  }

  @Test func aPartOfAMessageThatIsBadDoesNotLoseTheRest() {
    let message = parse(
      S3EventSamples.notification(
        S3EventSamples.record("a"), ["eventName": "ObjectCreated:Put", "s3": ["bucket": ["name": "b"]]],
        S3EventSamples.record("b"), ["what": "ever"]))
    #expect(message.events.map { $0.keys } == [["a"], ["b"]])
    #expect(
      message.problems == [
        "record 2 of the message has no “s3.object.key”", "record 4 of the message is no event of S3",
      ])
    #expect(!message.isForeign)
  }

  @Test func testEventsAndForeignMessagesAreTold() {
    #expect(parse(S3EventSamples.test).isTest && !parse(S3EventSamples.test).isForeign)
    #expect(parse(S3EventSamples.sns(S3EventSamples.test)).isTest)
    for text in ["", "hello", "{}", "[]", "{\"Records\": []}", "42", "\"\"", "{\"a\":", "null"] {
      #expect(S3EventParser.parse(Array(text.utf8)).isForeign, "\(text)")
    }
    let confirmation = parse(["Type": "SubscriptionConfirmation", "TopicArn": "t", "SubscribeURL": "https://x"])
    #expect(confirmation.problems.first?.contains("SubscribeURL") == true)
  }

  @Test func wrappingsWithoutEndAreRefused() {
    var value = S3EventSamples.notification(S3EventSamples.record("k"))
    for _ in 0..<7 { value = S3EventSamples.sns(value) }
    #expect(parse(value).isForeign)
    let deep = String(repeating: "[", count: 100_000)
    #expect(S3EventParser.parse(Array(deep.utf8)).isForeign)
  }

  @Test func sequencersAreOrderedAsPaddedHexadecimal() throws {
    let short = try #require(S3Sequencer("0A1B2C"))
    #expect(try short < #require(S3Sequencer("0A1B2C01")))
    #expect(try short == #require(S3Sequencer("0a1b2c0000")))
    #expect(try #require(S3Sequencer("0A1B2D")) > #require(S3Sequencer("0A1B2CFFFF")))
    #expect(S3Sequencer("Happy Sequencer") == nil && S3Sequencer("") == nil)
  }

  @Test(.enabled(if: Corpora.path("events") != nil, "the corpus of events is not on this machine"))
  func theSamplesOfAWSAreRead() throws {
    let folder = try #require(Corpora.path("events"))
    func message(_ name: String) throws -> S3EventMessage {
      S3EventParser.parse(Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).json"))))
    }
    let put = try #require(try message("s3-event").events.first)
    #expect(put.kind == .created && put.keys[0] == "Happy Face.jpg" && put.version == "version")
    #expect(try message("s3-event-with-decoded").events.first?.keys[0] == "Happy Face.jpg")
    for name in ["s3-glacier-event", "s3-restore-event", "s3-intelligenttier-event", "s3-replication-event"] {
      #expect(try message(name).events.map(\.kind) == [.other], "\(name)")
    }
    for name in ["sns-event", "sqs-event", "kinesis-firehose-event", "s3-batch-job-event-request-1.0"] {
      #expect(try message(name).isForeign, "\(name)")
    }
  }
}
