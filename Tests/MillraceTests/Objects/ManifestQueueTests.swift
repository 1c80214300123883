import Foundation
import MillraceStorage
import Testing

@testable import Millrace

@Suite struct ManifestQueueTests {
  private func fixture() async throws -> ObjectFixture {
    try await ObjectFixture(source: .s3List(.init(from: Address(scheme: .s3, path: "inbox")))) { configuration in
      configuration.parquet?.batch.size = 1
      configuration.manifestQueue = Address(
        scheme: .sqlite, path: PathText.parent(configuration.ledger.path) + "/queues.sqlite", fragment: "manifests")
    }
  }

  private func queue(_ fixture: ObjectFixture) async throws -> any MessageQueue {
    try await EmbeddedStorage().queue(try #require(fixture.configuration.manifestQueue))
  }

  @Test(.timeLimit(.minutes(5))) func aPlannerTellsConvertersByTheQueue() async throws {
    let fixture = try await fixture()
    for number in 0..<6 { try await fixture.put("2026-11-2\(number)-a.ndjson", number) }
    #expect(try await fixture.run(.plan).ending == .idle)
    #expect(try await queue(fixture).attributes().visible == 6)
    #expect(try fixture.numbers() == [])
    async let first = fixture.run(.convert)
    async let second = fixture.run(.convert)
    let completed = try await [first, second].reduce(0) { $0 + $1.progress.manifestsCompleted }
    #expect(completed == 6)
    #expect(try fixture.numbers() == Array(0..<6))
    // A message that came to both may be hidden still when all is done. What it tells of is not done again.
    let attributes = try await queue(fixture).attributes()
    #expect(attributes.visible + attributes.inFlight < 6)
    #expect(try await fixture.run(.convert).progress.manifestsCompleted == 0)
    #expect(try fixture.numbers() == Array(0..<6))
  }

  @Test(.timeLimit(.minutes(5))) func aManifestWhoseMessageWasNeverSentIsToldOf() async throws {
    let fixture = try await fixture()
    try await fixture.put("2026-11-21-a.ndjson", 1)
    var quiet = fixture
    quiet.configuration.manifestQueue = nil
    #expect(try await quiet.run(.plan).ending == .idle)
    #expect(try await queue(fixture).attributes().visible == 0)
    #expect(try await fixture.run().progress.manifestsCompleted == 1)
    #expect(try fixture.numbers() == [1])
  }

  @Test(.timeLimit(.minutes(5))) func messagesForFinishedManifestsGoAway() async throws {
    let fixture = try await fixture()
    try await fixture.put("2026-11-21-a.ndjson", 1)
    try await fixture.run(.plan)
    let queue = try await queue(fixture)
    let message = try #require(try await queue.receive(maximum: 1, wait: .zero, visibility: .zero).first)
    for _ in 0..<3 { _ = try await queue.send([OutgoingMessage(body: message.body)]) }
    #expect(try await fixture.run().progress.manifestsCompleted == 1)
    #expect(try fixture.numbers() == [1])
  }
}
