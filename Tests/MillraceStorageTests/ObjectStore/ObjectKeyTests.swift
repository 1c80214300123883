import MillraceStorage
import MillraceTesting
import Testing

@Suite struct ObjectKeyTests {
  @Test(arguments: ["", "a\0b", String(repeating: "x", count: 1025)])
  func refuses(_ text: String) {
    let error = #expect(throws: StoreError.self) { try ObjectKey(text) }
    #expect(error?.code == .invalidKey)
  }

  @Test(arguments: ["/a", "a/", "a//b", ".", "..", "a/../b", "a/.", String(repeating: "x", count: 256)])
  func takesWhatS3TakesAndFoldersDoNot(_ text: String) async throws {
    let key = try ObjectKey(text)
    let directory = try TemporaryDirectory()
    let store = try await DirectoryStore.open(at: directory.file("in/store"))
    let operations: [() async throws -> Void] = [
      { _ = try await store.put([1], as: key, condition: .overwrite) }, { _ = try await store.get(key) },
      { _ = try await store.head(key) }, { try await store.delete(key) }, { _ = try await store.stage(key) },
    ]
    for operation in operations {
      let error = await #expect(throws: StoreError.self) { try await operation() }
      #expect(error?.code == .invalidKey && error?.message.contains("cannot be the key of an object: ") == true)
    }
  }

  @Test func takesTheLongestOfS3() throws {
    #expect(try ObjectKey(String(repeating: "x", count: 1024)).text.utf8.count == 1024)
  }
}
