import MillraceTesting
import Testing

@testable import MillraceStorage

@Suite struct SortedEntriesTests {
  /// A directory with more names than are held at a time is read several times, and each name comes once.
  @Test(arguments: [1, 3, 10, 52, 53, 105, 106, 1000])
  func readsAnyNumberOfNamesWithAnyLimit(_ limit: Int) throws {
    let directory = try TemporaryDirectory()
    for number in 0..<105 { try directory.write([], to: "n\(number * 37 % 105)") }
    try directory.write([], to: "n1.x")
    try directory.write([], to: "n2.d/inside")
    var entries = SortedEntries(keyPrefix: "", path: directory.path, wanted: "n", hidden: nil, limit: limit)
    var names: [String] = []
    while let name = try entries.next() { names.append(name) }
    let expected = (0..<105).map { "n\($0)" } + ["n1.x", "n2.d/"]
    #expect(names == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
