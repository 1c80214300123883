import Foundation
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

@Suite(.enabled(if: NginxServer.isAvailable, "needs nginx"), .timeLimit(.minutes(5)))
struct HTTPIndexStoreTests {
  @Test func listsFilesInTheOrderOfTheirKeys() async throws {
    try await HTTPIndexFixture().with { fixture in
      #expect(try await fixture.keys() == [])
      let names = [
        "a.b", "a/x", "a/y/z", "a0", "a!", "B", "é ü/%41?#&+;=.json", "z/1", "ab/c", "quote\"\\.txt", "🦆/a b", "a/{x}",
      ]
      for name in names { try fixture.server.write(name, to: name) }
      let sorted = try names.map { try ObjectKey($0) }.sorted().map(\.text)
      #expect(try await fixture.keys() == sorted)
      for prefix in ["a", "a/", "a/y", "a/y/", "ab/c", "ab/cd", "nothing/here", "z/", "../", "/", "é"] {
        let expected = sorted.filter { $0.utf8.starts(with: prefix.utf8) }
        #expect(try await fixture.keys(ObjectSelection(prefix: prefix)) == expected, "prefix \(prefix)")
      }
      for (index, name) in sorted.enumerated() {
        let selection = ObjectSelection(startAfter: try ObjectKey(name))
        #expect(try await fixture.keys(selection) == Array(sorted[(index + 1)...]), "behind \(name)")
        let store = try await fixture.store()
        #expect(try await store.get(try ObjectKey(name)) == Array(name.utf8))
      }
      #expect(
        try await fixture.keys(ObjectSelection(isRecursive: false)) == sorted.filter { !$0.contains("/") })
      #expect(try await fixture.keys(ObjectSelection(prefix: "a/", isRecursive: false)) == ["a/x", "a/{x}"])
      #expect(try await fixture.keys(at: "a") == ["x", "y/z", "{x}"])
      #expect(try await fixture.keys(at: "%F0%9F%A6%86/") == ["a b"])
    }
  }

  @Test func longListingsComeInPages() async throws {
    try await HTTPIndexFixture().with { fixture in
      for number in 0..<1_250 { try fixture.server.write("", to: "many/\(10_000 + number)") }
      var sizes: [Int] = []
      for try await page in try await fixture.store().list(prefix: "") { sizes.append(page.count) }
      #expect(sizes == [1_000, 250])
    }
  }

  @Test func versionsAreTheSameHoweverTheyAreAskedFor() async throws {
    try await HTTPIndexFixture().with { fixture in
      let store = try await fixture.store()
      let key = try ObjectKey("in/a b.txt")
      let time = Date(timeIntervalSince1970: 1_790_000_000)
      try fixture.server.write("0123456789", to: key.text, changed: time)
      var listed: [ObjectInfo] = []
      for try await page in store.list(prefix: "") { listed += page }
      let info = try #require(try await store.head(key))
      #expect(listed == [info] && info.size == 10 && info.modifiedAt == time && info.etag == "6ab13b80-a")
      #expect(try await store.get(key, range: 2..<5, ifMatch: info.etag) == Array("234".utf8))
      #expect(try await store.get(key, range: 8..<50, ifMatch: info.etag) == Array("89".utf8))
      #expect(try await store.get(key, range: 10..<50, ifMatch: info.etag) == [])
      #expect(try await store.get(key, range: 4..<4) == [])
      // Later, and of the same size; then earlier, and of another.
      try fixture.server.write("9876543210", to: key.text, changed: time + 1)
      await expect(.changed) { try await store.get(key, range: 2..<5, ifMatch: info.etag) }
      #expect(try await store.get(key, range: 2..<5) == Array("765".utf8))
      try fixture.server.write("98765432", to: key.text, changed: time - 5)
      await expect(.changed) { try await store.get(key, range: 2..<5, ifMatch: info.etag) }
      await expect(.changed) { try await store.get(key, range: 20..<50, ifMatch: info.etag) }
      try fixture.server.remove(key.text)
      await expect(.notFound) { try await store.get(key, range: 2..<5, ifMatch: info.etag) }
      await expect(.notFound) { try await store.get(key) }
      #expect(try await store.head(key) == nil)
    }
  }

  @Test func emptyFilesAndFoldersAreWhatTheyAre() async throws {
    try await HTTPIndexFixture().with { fixture in
      let store = try await fixture.store()
      try fixture.server.write("", to: "empty")
      try fixture.server.write("x", to: "folder/file")
      #expect(try await store.get(try ObjectKey("empty")) == [])
      #expect(try await store.get(try ObjectKey("empty"), range: 0..<1) == [])
      #expect(try await store.head(try ObjectKey("empty"))?.size == 0)
      #expect(try await store.head(try ObjectKey("folder")) == nil)
      await expect(.notFound) { try await store.get(try ObjectKey("folder")) }
      await expect(.invalidKey) { try await store.get(try ObjectKey("../secret")) }
    }
  }

  @Test func redirectsAreFollowedAndUsersAreNamed() async throws {
    let settings = """
      location = /old/file { return 302 /new/file; }
      location /moved/ { return 301 http://127.0.0.1:$server_port/new/; }
      location /loop/ { return 302 /loop/; }
      location /private/ { if ($http_authorization != "Basic dTpwIHc=") { return 401; } }
      """
    try await HTTPIndexFixture(settings: settings).with { fixture in
      try fixture.server.write("here", to: "new/file")
      try fixture.server.write("mine", to: "private/file")
      #expect(try await fixture.store("old").get(try ObjectKey("file")) == Array("here".utf8))
      #expect(try await fixture.keys(at: "moved") == ["file"])
      await expect(.failed) { try await fixture.keys(at: "loop") }
      await expect(.accessDenied) { try await fixture.keys(at: "private") }
      let store = try await fixture.store("private", credentials: "u:p%20w@")
      #expect(try await store.get(try ObjectKey("file")) == Array("mine".utf8))
      #expect(!store.location.contains("p%20w"))
    }
  }

  @Test func whatIsNoIndexIsSaidClearly() async throws {
    let settings = """
      location /html/ { autoindex_format html; }
      location /off/ { autoindex off; }
      location /busy/ { return 503; }
      """
    try await HTTPIndexFixture(settings: settings).with { fixture in
      for folder in ["html", "off", "index"] { try fixture.server.write("{}", to: "\(folder)/a.json") }
      try fixture.server.write("<html></html>", to: "index/index.html")
      #expect(await message(.failed) { try await fixture.keys(at: "html") }?.contains("autoindex_format json") == true)
      #expect(await message(.failed) { try await fixture.keys(at: "index") }?.contains("index.html") == true)
      #expect(await message(.accessDenied) { try await fixture.keys(at: "off") }?.contains("autoindex on") == true)
      #expect(await message(.storeMissing) { try await fixture.keys(at: "none") }?.contains("/none/") == true)
      #expect(await message(.failed) { try await fixture.keys(at: "busy") }?.contains("503") == true)
      let closed = Address(scheme: .http, path: "127.0.0.1:\(try freePort())/x/")
      let store = try await fixture.storage.objectStore(closed)
      _ = await message(.failed) { try await store.head(try ObjectKey("a")) }
    }
  }

  @Test func nothingIsWritten() async throws {
    try await HTTPIndexFixture().with { fixture in
      let store = try await fixture.store()
      let key = try ObjectKey("a")
      await expect(.accessDenied) { try await store.put([], as: key, condition: .overwrite) }
      await expect(.accessDenied) { _ = try await store.stage(key) }
      await expect(.accessDenied) { try await store.delete(key) }
      await expect(.accessDenied) { try await store.delete([key]) }
    }
  }

  private func expect<Value>(_ code: StoreError.Code, _ body: () async throws -> Value) async {
    _ = await message(code, body)
  }

  /// The message of the error that has to come.
  private func message<Value>(_ code: StoreError.Code, _ body: () async throws -> Value) async -> String? {
    do {
      _ = try await body()
      Issue.record("no error came")
    } catch let error as StoreError {
      #expect(error.code == code, "\(error)")
      return error.message
    } catch {
      Issue.record(error)
    }
    return nil
  }
}
