import Testing

@testable import MillraceTestServer

@Suite struct ObjectListingTests {
  private let object = S3Object(body: .empty, etag: "", modified: 0)

  private func keys(_ listing: S3Listing) -> [String] {
    listing.entries.map { entry in
      switch entry {
      case .object(let key, _): key.text
      case .commonPrefix(let key): key.text + "*"
      }
    }
  }

  @Test func ordersKeysByTheirBytes() {
    var index = ObjectIndex()
    for key in ["b", "a", "é", "e\u{301}", "B", "a/b", "a b"] { _ = index.put(ObjectName(key), object) }
    #expect(index.count == 7, "two spellings of one character are two keys")
    #expect(
      index.sortedKeys().map(\.bytes) == index.sortedKeys().map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) })
    _ = index.remove(ObjectName("a"))
    _ = index.put(ObjectName("0"), object)
    #expect(index.sortedKeys().map(\.text) == ["0", "B", "a b", "a/b", "b", "e\u{301}", "é"])
  }

  @Test func keepsAKeyThatIsDeletedAndStoredAgain() {
    var index = ObjectIndex()
    _ = index.put(ObjectName("a"), object)
    _ = index.sortedKeys()
    _ = index.remove(ObjectName("a"))
    _ = index.put(ObjectName("a"), object)
    #expect(index.sortedKeys().map(\.text) == ["a"])
  }

  @Test func rollsUpPrefixesAndPages() {
    var index = ObjectIndex()
    for key in ["a", "d/1", "d/2", "e/f/1", "z"] { _ = index.put(ObjectName(key), object) }
    var request = S3Listing.Request()
    request.delimiter = [UInt8(ascii: "/")]
    #expect(keys(S3Listing(request, of: &index)) == ["a", "d/*", "e/*", "z"])
    request.limit = 2
    let first = S3Listing(request, of: &index)
    #expect(keys(first) == ["a", "d/*"])
    request.lowerBound = first.next ?? ObjectName("")
    let second = S3Listing(request, of: &index)
    #expect(keys(second) == ["e/*", "z"])
    #expect(second.next == nil)
    request.prefix = ObjectName("e/")
    request.lowerBound = ObjectName("")
    #expect(keys(S3Listing(request, of: &index)) == ["e/f/*"])
  }
}
