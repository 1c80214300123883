import Foundation
import MillracePacking
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Files and records that cannot be loaded.
@Suite(.timeLimit(.minutes(5))) struct LoadQuarantineTests {
  let place: LoadFixture

  init() async throws { place = try await LoadFixture() }

  @Test func aBadRecordIsKeptWithItsPlaceAndTheOthersAreSent() async throws {
    try place.write("a", "{\"n\":0}\n{\"n\":1\n{\"n\":2}\n")
    let summary = try await place.run()
    #expect(place.received().count == 2 && summary.progress.badRecords == 1)
    let bad = try await place.quarantined("bad-records/")
    #expect(bad.count == 1 && bad[0].text.contains("\"line\":2") && bad[0].text.contains("\"byte_offset\":8"))
  }

  @Test func aShortFileThatIsMostlyBadGoesToQuarantineAndNothingOfItIsSent() async throws {
    try place.write("a", "{\"n\":0}\nx\ny\nz\n")
    let summary = try await place.run()
    #expect(place.received().isEmpty && summary.progress.filesQuarantined == 1)
    let files = try await place.quarantined("files/")
    #expect(files.count == 1 && files[0].text.contains("3 bad records among 4 records"))
    #expect(try await place.quarantined("bad-records/").isEmpty)
    // It is not tried for ever.
    #expect(try await place.run().progress.filesFound == 0)
  }

  @Test func whatIsNoGzipGoesToQuarantine() async throws {
    try place.folder.write([0x1F, 0x8B, 1, 2, 3, 4], to: "inbox/a.gz")
    let summary = try await place.run()
    #expect(summary.progress.filesQuarantined == 1)
    #expect(try await place.quarantined("files/").count == 1)
  }

  @Test func anArrayThatIsBrokenIsSentUpToThere() async throws {
    try place.write("a.json", "[{\"n\":0},\n{\"n\":1},\n{\"n\":2},\n{\"n\":,}]")
    let summary = try await place.run()
    #expect(place.received().count == 3 && summary.progress.filesCompleted == 1 && summary.progress.badRecords == 1)
    #expect(place.events.messages("file-broken").count == 1)
  }

  @Test func whatWasReleasedIsLoadedAgain() async throws {
    try place.write("a", "{\"n\":0}\nx\ny\nz\n")
    try await place.run()
    var configuration = PipelineConfiguration(
      name: "test", directory: place.folder.file("inbox"), output: "/out", state: place.folder.path)
    configuration.sink = .queue(.init(to: Address(scheme: .sqlite, path: "/q", fragment: "q")))
    let release = QuarantineRelease(
      configuration: configuration, ledger: place.ledger, quarantine: QuarantineStore(store: place.quarantine))
    #expect(try await release.releaseFiles(address: nil) == 1)
    #expect(try await place.quarantined("files/").isEmpty)
    let summary = try await place.run(options: { $0.badRecords = .none })
    #expect(summary.progress.filesCompleted == 1 && place.received().count == 1)
  }
}
