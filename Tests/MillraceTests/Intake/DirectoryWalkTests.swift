import Foundation
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct DirectoryWalkTests {
  private let folder: TemporaryDirectory
  private var source: PipelineConfiguration.Source.Directory

  init() throws {
    folder = try TemporaryDirectory()
    source = PipelineConfiguration.Source.Directory(path: folder.file("in"))
    source.match = [try GlobPattern("*.ndjson")]
    try FileManager.default.createDirectory(atPath: folder.file("in"), withIntermediateDirectories: true)
  }

  /// What a walk comes to: paths within the folder, sorted; reasons to skip; problems.
  private struct Result {
    var files: [String] = []
    var skipped: [SkipReason: Int] = [:]
    var problems: [WalkProblem.Kind] = []
  }

  private func walk() throws -> Result {
    var walk = try DirectoryWalk(source)
    var result = Result()
    while let event = walk.next() {
      switch event {
      case .file(let file):
        result.files.append(String(decoding: file.path.dropFirst(folder.path.utf8.count + 4), as: UTF8.self))
      case .skipped(let reason): result.skipped[reason, default: 0] += 1
      case .problem(let problem): result.problems.append(problem.kind)
      }
    }
    result.files.sort()
    return result
  }

  private func write(_ names: String...) throws {
    for name in names { try folder.write("{}".utf8, to: "in/" + name) }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file("in/" + name), withDestinationPath: target)
  }

  @Test func unfinishedAndForeignFilesAreLeftAlone() throws {
    try write(
      "a.ndjson", ".b.ndjson", "c.ndjson.tmp", "d.ndjson.PART", "_SUCCESS", "e.ndjson~", "f.csv", ".git/g.ndjson")
    let result = try walk()
    #expect(result.files == ["a.ndjson"])
    #expect(result.skipped == [.hidden: 2, .temporary: 4, .unmatched: 1])
  }

  @Test mutating func foldersAreReadIfWanted() throws {
    try write("a.ndjson", "x/b.ndjson", "x/y/c.ndjson")
    #expect(try walk().files == ["a.ndjson", "x/b.ndjson", "x/y/c.ndjson"])
    source.recursive = false
    #expect(try walk().files == ["a.ndjson"])
  }

  @Test mutating func aPatternWithASlashIsHeldAgainstThePath() throws {
    try write("a.ndjson", "x/b.ndjson", "x/y/c.ndjson")
    source.match = [try GlobPattern("x/*.ndjson")]
    #expect(try walk().files == ["x/b.ndjson"])
    source.match = [try GlobPattern("**/y/*")]
    #expect(try walk().files == ["x/y/c.ndjson"])
  }

  @Test func oddNamesAreNames() throws {
    let names = [" a b .ndjson", "new\nline.ndjson", "“ü”.ndjson", "'; DROP TABLE.ndjson", "-rf.ndjson"]
    for name in names { try write(name) }
    #expect(try walk().files == names.sorted())
  }

  @Test func aNameThatIsNotUTF8HasAURLForAddress() throws {
    let path = Array(folder.file("in/").utf8) + [0x61, 0xFF] + Array(".ndjson".utf8)
    let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    try #require(descriptor >= 0)
    close(descriptor)
    var walk = try DirectoryWalk(source)
    guard case .file(let file) = walk.next() else {
      Issue.record("the file was not found")
      return
    }
    #expect(file.address.hasPrefix("file:///") && file.address.hasSuffix("/a%FF.ndjson"))
  }

  @Test mutating func linksAreFollowedIfWanted() throws {
    try folder.write("{}".utf8, to: "elsewhere/b.ndjson")
    try write("a.ndjson")
    try link("l.ndjson", to: "../elsewhere/b.ndjson")
    try link("folder", to: "../elsewhere")
    #expect(try walk().files == ["a.ndjson"])
    #expect(try walk().skipped == [.link: 2])
    source.followLinks = true
    #expect(try walk().files == ["a.ndjson", "folder/b.ndjson", "l.ndjson"])
  }

  @Test mutating func loopsBrokenLinksAndLinksWithinTheFolderAreHarmless() throws {
    source.followLinks = true
    try write("x/a.ndjson")
    try link("broken.ndjson", to: "nowhere")
    try link("self.ndjson", to: "self.ndjson")
    try link("x/up", to: "..")
    try link("again.ndjson", to: "x/a.ndjson")
    try link("twice", to: "x")
    let result = try walk()
    #expect(result.files == ["x/a.ndjson"])
    #expect(Set(result.problems) == [.brokenLink, .linkLoop] && result.problems.count == 3)
    #expect(result.skipped == [.link: 2])
  }

  @Test mutating func aLoopOutsideTheFolderEnds() throws {
    source.followLinks = true
    try folder.write("{}".utf8, to: "elsewhere/b.ndjson")
    try FileManager.default.createSymbolicLink(atPath: folder.file("elsewhere/up"), withDestinationPath: ".")
    try link("folder", to: "../elsewhere")
    let result = try walk()
    #expect(result.files == ["folder/b.ndjson"] && result.problems == [.linkLoop])
  }

  @Test func pipesAreLeftAlone() throws {
    #expect(mkfifo(folder.file("in/p.ndjson"), 0o600) == 0)
    let result = try walk()
    #expect(result.files.isEmpty && result.skipped == [.special: 1])
  }

  @Test func aFolderThatIsNotThereIsAnError() throws {
    try FileManager.default.removeItem(atPath: folder.file("in"))
    #expect(throws: FileSystemError.self) { try DirectoryWalk(source) }
  }

  @Test func manyFoldersInARowDoNotExhaustTheStack() throws {
    for index in 0..<5000 {
      try FileManager.default.createDirectory(atPath: folder.file("in/\(index)"), withIntermediateDirectories: false)
    }
    try write("a.ndjson")
    #expect(try walk().files == ["a.ndjson"])
  }
}
