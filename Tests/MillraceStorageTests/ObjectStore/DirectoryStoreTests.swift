import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct DirectoryStoreTests {
  let directory: TemporaryDirectory
  let conformance: ObjectStoreConformance

  init() throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    conformance = ObjectStoreConformance {
      try await DirectoryStore.open(at: directory.file(UUID().uuidString))
    }
  }

  @Test func conformsInReadingAndWriting() async throws { try await conformance.checkReadingAndWriting() }
  @Test func conformsInStaging() async throws { try await conformance.checkStaging() }
  @Test func conformsInListing() async throws { try await conformance.checkListing() }
  @Test func conformsInDeletion() async throws { try await conformance.checkDeletion() }
  @Test func conformsInRaces() async throws { try await conformance.checkRaces() }
}
