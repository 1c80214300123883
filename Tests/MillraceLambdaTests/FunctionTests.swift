import Foundation
import MillraceJSON
import MillraceTesting
import Testing

@testable import Millrace
@testable import MillraceLambda
@testable import MillraceStorage

@Suite struct FunctionTests {
  private static let results = """
    pipeline: lambda-test
    source: {s3-events: {queue: "sqlite:./queues.sqlite#uploads", objects: ./buckets, match: "*"}}
    process: {type: picky}
    sink: {results: {to: ./results}}
    """
  private static let archive = """
    pipeline: lambda-archive
    source: {sqs: {queue: "sqlite:./queues.sqlite#in"}}
    sink: {archive: {to: ./archive}}
    """

  private func withResults(_ body: (FunctionFixture) async throws -> Void) async throws {
    let fixture = try await FunctionFixture()
    try await fixture.serve(Self.results, processors: ["picky": PickyProcessor()], body: body)
  }

  @Test func namesWhatHasFailedAndNothingElse() async throws {
    try await withResults { fixture in
      for (key, text) in [("a", "fine"), ("b", "poison"), ("c", "fine"), ("d", "fine")] {
        try fixture.put(text, as: key)
      }
      let event = SampleEvents.sqs(["a", "b", "c", "d"].map { ($0, SampleEvents.s3($0)) } + [("e", "no event")])
      let answer = try await fixture.call(event)
      #expect(answer.path.hasSuffix("/response") && answer.contentType == "application/json")
      #expect(failedItems(answer.body) == ["b", "e"])
      #expect(fixture.files("results").count == 3)
    }
  }

  @Test func answersManyCallsOneAfterTheOther() async throws {
    try await withResults { fixture in
      for number in 0..<20 {
        try fixture.put("fine", as: "\(number)")
        let answer = try await fixture.call(SampleEvents.sqs([("\(number)", SampleEvents.s3("\(number)"))]))
        #expect(failedItems(answer.body)?.isEmpty == true)
      }
      #expect(fixture.files("results").count == 20)
    }
  }

  @Test func loadsWhatEventsTellOf() async throws {
    let fixture = try await FunctionFixture()
    try fixture.folder.write([], to: "state/.keep")
    let load = """
      pipeline: lambda-load
      source: {s3-events: {queue: "sqlite:./queues.sqlite#uploads", objects: ./buckets, match: "*"}}
      sink: {queue: {to: "sqlite:./queues.sqlite#records", layout: single}}
      ledger: ./state/ledger.sqlite
      """
    try await fixture.serve(load) { fixture in
      for key in ["a", "b", "c", "d"] { try fixture.put("{\"key\":\"\(key)\"}\n", as: key) }
      let event = SampleEvents.sqs(
        [("a", SampleEvents.s3("a")), ("again", SampleEvents.s3("a")), ("none", "no event")])
      #expect(try await fixture.failedItems(event) == ["none"])
      #expect(try await fixture.call(SampleEvents.s3("b", "a")).path.hasSuffix("/response"))
      #expect(try await fixture.call(SampleEvents.sns(SampleEvents.s3("c"))).path.hasSuffix("/response"))
      #expect(try await fixture.call(SampleEvents.eventBridge("d")).path.hasSuffix("/response"))
      let missing = try await fixture.call(SampleEvents.s3("d", "gone"))
      #expect(missing.path.hasSuffix("/response"), "what is gone is nothing to wait for")
    }
    let queue = try await EmbeddedStorage().queue(
      Address(scheme: .sqlite, path: fixture.folder.file("queues.sqlite"), fragment: "records"))
    let received = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    let bodies = received.map { String(decoding: $0.body, as: UTF8.self) }.sorted()
    #expect(bodies == ["a", "b", "c", "d"].map { "{\"key\":\"\($0)\"}" })
  }

  @Test func takesEventsWithoutAQueue() async throws {
    try await withResults { fixture in
      for key in ["a", "b", "c", "d"] { try fixture.put("fine", as: key) }
      #expect(try await fixture.call(SampleEvents.s3("a")).path.hasSuffix("/response"))
      #expect(try await fixture.call(SampleEvents.sns(SampleEvents.s3("b"))).path.hasSuffix("/response"))
      #expect(try await fixture.call(SampleEvents.eventBridge("c")).path.hasSuffix("/response"))
      let batch = try await fixture.call(SampleEvents.s3Batch("d"))
      #expect(batch.body["results"]?.elements?.first?["resultCode"]?.text == "Succeeded")
      #expect(batch.body["invocationId"]?.text == "batch-1")
      #expect(fixture.files("results").count == 4)
    }
  }

  @Test func failsACallWithoutAQueueWhenAnythingFailed() async throws {
    try await withResults { fixture in
      try fixture.put("fine", as: "a")
      try fixture.put("poison", as: "b")
      let answer = try await fixture.call(SampleEvents.s3("a", "b"))
      #expect(answer.path.hasSuffix("/error") && answer.errorType == "Millrace.Incomplete")
      #expect(answer.body["errorType"]?.text == "Millrace.Incomplete")
      #expect(answer.body["errorMessage"]?.text?.contains("1 of 2") == true)
      #expect(answer.body["errorMessage"]?.text?.contains("poisoned") == true)
      #expect(answer.body["stackTrace"]?.elements?.isEmpty == false)
      // What was done stays done.
      #expect(fixture.files("results").count == 1)
      let batch = try await fixture.call(SampleEvents.s3Batch("b"))
      #expect(batch.body["results"]?.elements?.first?["resultCode"]?.text == "TemporaryFailure")
    }
  }

  @Test func reportsWhatCannotBeDoneInTime() async throws {
    try await withResults { fixture in
      try fixture.put("fine", as: "a")
      try fixture.put("slow", as: "b")
      let event = SampleEvents.sqs(["a", "b"].map { ($0, SampleEvents.s3($0)) })
      // Long enough for "a" on a machine that does much besides.
      let answer = try await fixture.call(event, within: 20_000)
      #expect(failedItems(answer.body) == ["b"])
      let direct = try await fixture.call(SampleEvents.s3("b"), within: 2_000)
      #expect(direct.errorType == "Millrace.TimeOver" || direct.errorType == "Millrace.Incomplete")
      // The function goes on.
      try fixture.put("fine", as: "c")
      #expect(try await fixture.failedItems(SampleEvents.sqs([("c", SampleEvents.s3("c"))])) == [])
    }
  }

  @Test func answersAlsoWhereTheWorkHeedsNothing() async throws {
    try await withResults { fixture in
      try fixture.put("stuck \(Date().timeIntervalSince1970 + 30)", as: "a")
      let answer = try await fixture.call(SampleEvents.sqs([("a", SampleEvents.s3("a"))]), within: 2_000)
      #expect(failedItems(answer.body) == ["a"])
      await fixture.terminated.wait()
    }
  }

  @Test func handsBackWhatIsInHandWhenItIsShutDown() async throws {
    try await withResults { fixture in
      try fixture.put("slow", as: "a")
      fixture.server.call(SampleEvents.sqs([("a", SampleEvents.s3("a"))]), id: "last", within: 60_000)
      while fixture.server.nexts == 0 { try await Task.sleep(for: .milliseconds(5)) }
      try await Task.sleep(for: .milliseconds(100))
      fixture.shutdown.make()
      // It answers long before the call's minute is over, or the suite's limit of time would be; how near to the 375 ms depends on
      // what else the machine does.
      let answer = try await fixture.server.post("invocation/last/")
      #expect(failedItems(answer.body) == ["a"])
    }
  }

  @Test func keepsTheOrderOfGroups() async throws {
    try await withResults { fixture in
      for (key, text) in [("a", "fine"), ("b", "poison"), ("c", "fine")] { try fixture.put(text, as: key) }
      let event = SampleEvents.sqs(["a", "b", "c"].map { ($0, SampleEvents.s3($0)) }, group: "one")
      #expect(try await fixture.failedItems(event) == ["b", "c"])
      #expect(fixture.files("results").count == 1)
    }
  }

  @Test func refusesWhatIsNoEvent() async throws {
    try await withResults { fixture in
      let answer = try await fixture.call(["hello": "world"])
      #expect(answer.errorType == "Millrace.UnsupportedEvent")
      #expect(try await fixture.call(SampleEvents.schedule).path.hasSuffix("/response"))
    }
  }

  @Test func archivesMessages() async throws {
    let fixture = try await FunctionFixture()
    try await fixture.serve(Self.archive) { fixture in
      let messages = (0..<250).map { ("m\($0)", JSONValue.string("body \($0)")) }
      #expect(try await fixture.failedItems(SampleEvents.sqs(messages)) == [])
      #expect(fixture.files("archive").count == 250)
      let notification = try await fixture.call(SampleEvents.sns("hello", id: "n1"))
      #expect(notification.path.hasSuffix("/response"))
      #expect(fixture.files("archive").contains("2026/11/21/08/n1.json"))
    }
  }

  @Test(arguments: ["ndjson", "parquet"]) func archivesMessagesInBatches(_ layout: String) async throws {
    let fixture = try await FunctionFixture()
    let pipeline = Self.archive.replacingOccurrences(of: "./archive}", with: "./archive, layout: \(layout)}")
    try await fixture.serve(pipeline) { fixture in
      let event = SampleEvents.sqs((0..<250).map { ("m\($0)", JSONValue.string("body \($0)")) })
      let first = try await fixture.failedItems(event)
      #expect(first == [])
      #expect(fixture.files("archive").count == 1)
      // Again: known, and acknowledged.
      let again = try await fixture.failedItems(event)
      #expect(again == [])
      #expect(fixture.files("archive").count == 1)
    }
  }
}
