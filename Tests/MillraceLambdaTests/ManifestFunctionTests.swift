import Foundation
import MillraceJSON
import MillraceTesting
import Testing

@testable import Millrace
@testable import MillraceLambda
@testable import MillraceStorage

@Suite struct ManifestFunctionTests {
  private func pipeline(_ batch: String, source: String) -> String {
    """
    pipeline: lambda-parquet
    source: \(source)
    checks: {name: any}
    sink: {parquet: {to: ./lake, batch: \(batch)}}
    ledger: ./state/ledger.sqlite
    """
  }

  private static let events = #"{s3-events: {queue: "sqlite:./queues.sqlite#uploads", objects: ./buckets, match: "*"}}"#

  @Test func convertsWhatIsRipeAndKeepsTheRest() async throws {
    let fixture = try await FunctionFixture()
    try await fixture.serve(pipeline("{size: 1GB, age: 15s}", source: Self.events)) { fixture in
      try fixture.put("{\"n\":1}\n", as: "a.ndjson")
      let first = try await fixture.call(SampleEvents.sqs([("a", SampleEvents.s3("a.ndjson"))]))
      #expect(failedItems(first.body)?.isEmpty == true)
      #expect(fixture.files("lake").isEmpty)
      try await Task.sleep(for: .milliseconds(15_100))
      let second = try await fixture.call(SampleEvents.schedule)
      #expect(second.body["files"]?.integer == 1 && second.body["rows"]?.integer == 1)
      #expect(fixture.files("lake").count == 1)
      // Nothing is left to do, and nothing is done twice.
      let third = try await fixture.call(SampleEvents.sqs([("a", SampleEvents.s3("a.ndjson"))]))
      #expect(failedItems(third.body)?.isEmpty == true)
      let last = try await fixture.call(SampleEvents.schedule)
      #expect(last.body["files"]?.integer == 0)
      #expect(fixture.files("lake").count == 1)
    }
  }

  @Test func convertsAFullBatchAtOnce() async throws {
    let fixture = try await FunctionFixture()
    try await fixture.serve(pipeline("{size: 10B, age: 1h}", source: Self.events)) { fixture in
      for key in ["a", "b", "c"] { try fixture.put("{\"key\":\"\(key)\"}\n", as: "\(key).ndjson") }
      let event = SampleEvents.sqs(["a", "b", "c"].map { ($0, SampleEvents.s3("\($0).ndjson")) })
      #expect(try await fixture.failedItems(event) == [])
      #expect(!fixture.files("lake").isEmpty)
    }
  }

  @Test func looksThroughAFolderWhenAScheduleCalls() async throws {
    let fixture = try await FunctionFixture()
    try fixture.folder.write("{\"n\":1}\n".utf8, to: "inbox/a.ndjson")
    try await fixture.serve(pipeline("{size: 1B, age: 1h}", source: "{directory: ./inbox, settle: 0s}")) { fixture in
      let answer = try await fixture.call(SampleEvents.schedule)
      #expect(answer.body["files"]?.integer == 1 && answer.body["ending"]?.text == "done")
      #expect(fixture.files("lake").count == 1)
      let refused = try await fixture.call(SampleEvents.s3("a.ndjson"))
      #expect(refused.errorType == "Millrace.UnsupportedEvent")
    }
  }
}
