import MillraceStorage
import Testing

@testable import Millrace

@Suite struct ListPipelineTests {
  private func fixture() async throws -> ObjectFixture {
    let from = Address(scheme: .s3, path: "inbox/in")
    return try await ObjectFixture(source: .s3List(.init(from: from)))
  }

  @Test(.timeLimit(.minutes(5))) func objectsOfThePrefixAreTakenOnce() async throws {
    let fixture = try await fixture()
    try await fixture.put("in/2026-11-21-a.ndjson", 1)
    try await fixture.put("in/deep/2026-11-22-b.ndjson", 2)
    try await fixture.put("inside/2026-11-22-c.ndjson", 3)
    try await fixture.put("in/readme.txt", 4)
    #expect(try await fixture.run().progress.filesCompleted == 2)
    #expect(fixture.events.messages("entries-skipped").count == 1)
    try await fixture.put("in/2026-11-20-late.ndjson", 5)
    try await fixture.put("in/2026-11-21-a.ndjson", 6)
    #expect(try await fixture.run().progress.filesFound == 2)
    #expect(try fixture.numbers() == [1, 2, 5, 6])
  }

  @Test(.timeLimit(.minutes(5))) func anInterruptedListingGoesOnFromItsPlaceAndThenLooksAgain() async throws {
    let fixture = try await fixture()
    for number in 0..<5 { try await fixture.put("in/2026-11-2\(number)-a.ndjson", number) }
    let ledger = try await fixture.ledger()
    try await ledger.setCheckpoint("in/2026-11-22-a.ndjson", named: "s3-list", of: "test")
    #expect(try await fixture.run().progress.filesCompleted == 5)
    #expect(try await fixture.ledger().checkpoint("s3-list", of: "test") == "")
    #expect(try fixture.numbers() == [0, 1, 2, 3, 4])
  }

  @Test(.timeLimit(.minutes(5))) func aRunSaysWhenItsSourceHasAnswered() async throws {
    let fixture = try await fixture()
    try await fixture.put("in/2026-11-21-a.ndjson", 1)
    let listed = try await fixture.runner()
    #expect(listed.status.lastPoll == nil)
    _ = try await listed.run(until: .idle)
    #expect(listed.status.lastPoll != nil && listed.status.bytesRead > 0 && listed.status.bytesWritten > 0)
    #expect(try fixture.numbers() == [1])
    let events = try await ObjectFixture()
    let told = try await events.runner()
    _ = try await told.run(until: .idle)
    #expect(told.status.lastPoll != nil)
    #expect(try events.numbers() == [])
  }
}
