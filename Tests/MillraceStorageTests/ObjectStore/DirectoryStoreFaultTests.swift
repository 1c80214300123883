import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct DirectoryStoreFaultTests {
  private let directory: TemporaryDirectory
  private let key: ObjectKey

  init() throws {
    directory = try TemporaryDirectory()
    key = try ObjectKey("day/out.parquet")
  }

  /// What is in the staging folder of a store.
  private func staged(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + DirectoryStore.stagingName)
  }

  @Test func aProcessThatDiesBeforePublishingLeavesNothingToSee() async throws {
    let path = directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try await DirectoryStore.open(at: path)
      let staged = try await store.stage(try ObjectKey("day/out.parquet"))
      try staged.write(Array("half of it".utf8))
      kill(getpid(), SIGKILL)
      // The signal may take a moment; nothing below may run.
      while true { sleep(1) }
    }
    #expect(try staged(in: path).count == 1)
    let store = try await DirectoryStore.open(at: path)
    #expect(try await store.head(key) == nil)
    #expect(try await ObjectStoreConformance.keys(in: store) == [])
    #expect(try staged(in: path).count == 1, "young leftovers stay: they may be another machine's")
    var options = DirectoryStore.Options()
    options.staleAfter = 0
    _ = try await DirectoryStore.open(at: path, options: options)
    #expect(try staged(in: path) == [])
  }

  @Test func whatARunningProcessStagesIsLeftAlone() async throws {
    var options = DirectoryStore.Options()
    options.staleAfter = 0
    let store = try await DirectoryStore.open(at: directory.path, options: options)
    let staged = try await store.stage(key)
    try directory.write([1], to: DirectoryStore.stagingName + "/notes.txt")
    _ = try await DirectoryStore.open(at: directory.path, options: options)
    #expect(try await staged.publish(.overwrite) == .stored)
    #expect(try self.staged(in: directory.path) == ["notes.txt"])
  }

  @Test func aDirectoryThatVanishesIsNamed() async throws {
    let path = directory.file("lake")
    let store = try await DirectoryStore.open(at: path)
    let staged = try await store.stage(key)
    try FileManager.default.moveItem(atPath: path, toPath: directory.file("elsewhere"))
    // As when a disk is unmounted and its empty mount point stays.
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for operation in [
      { _ = try await store.put([1], as: key, condition: .overwrite) }, { _ = try await staged.publish(.overwrite) },
      { _ = try await store.head(key) }, { _ = try await store.get(key) }, { try await store.delete(key) },
      { _ = try await ObjectStoreConformance.keys(in: store) },
    ] as [() async throws -> Void] {
      let error = await #expect(throws: StoreError.self) { try await operation() }
      #expect(error?.code == .storeMissing && error?.message.contains(path) == true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
  }

  @Test func aFileInTheWayOfADirectoryIsReported() async throws {
    try directory.write([1], to: "day")
    let store = try await DirectoryStore.open(at: directory.path)
    let error = await #expect(throws: StoreError.self) { try await store.put([1], as: key, condition: .overwrite) }
    #expect(error?.code == .failed && error?.message.contains("/day") == true)
    #expect(try staged(in: directory.path) == [])
  }

  @Test func theStagingFolderIsNoPlaceForObjects() async throws {
    let store = try await DirectoryStore.open(at: directory.path)
    let inside = try ObjectKey(DirectoryStore.stagingName + "/x")
    let error = await #expect(throws: StoreError.self) { try await store.put([1], as: inside, condition: .overwrite) }
    #expect(error?.code == .invalidKey)
  }

  @Test func aMissingDirectoryIsAnErrorIfItIsNotToBeMade() async throws {
    var options = DirectoryStore.Options()
    options.createsDirectory = false
    let strict = options
    let error = await #expect(throws: StoreError.self) {
      try await DirectoryStore.open(at: directory.file("none"), options: strict)
    }
    #expect(error?.code == .storeMissing)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func aDirectoryThatMayNotBeWrittenIsReported() async throws {
    let store = try await DirectoryStore.open(at: directory.file("locked"))
    chmod(store.path, 0o555)
    defer { chmod(store.path, 0o755) }
    let error = await #expect(throws: StoreError.self) { try await store.put([1], as: key, condition: .overwrite) }
    #expect(error?.code == .accessDenied)
  }
}
