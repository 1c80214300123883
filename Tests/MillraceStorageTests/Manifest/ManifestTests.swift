import Foundation
import MillraceStorage
import Testing

@Suite struct ManifestTests {
  private let inputs = [
    FileVersion(address: "/in/b", version: "v2", size: 20), FileVersion(address: "/in/\u{E9}", version: "v1", size: 7),
    FileVersion(address: "/in/a", version: "v1", size: 10),
  ]

  /// The expected value was computed by another program from the documented encoding.
  @Test func identityIsThatOfTheDocumentedEncoding() {
    let expected = "74f0664d9c1dce058dc843bff6e6c956c6f56b914ccc58f05d1f108dd7537eeb"
    #expect(Manifest.identity(schemaVersion: 3, inputs: inputs) == expected)
    #expect(Manifest.identity(schemaVersion: 3, inputs: inputs.reversed()) == expected)
  }

  @Test func identityDependsOnEveryPart() {
    func identity(_ schemaVersion: Int, _ parts: (String, String, Int64)...) -> String {
      let inputs = parts.map { FileVersion(address: $0.0, version: $0.1, size: $0.2) }
      return Manifest.identity(schemaVersion: schemaVersion, inputs: inputs)
    }
    let all = [
      identity(1, ("ab", "c", 1)), identity(2, ("ab", "c", 1)), identity(1, ("a", "bc", 1)),
      identity(1, ("ab", "c", 2)),
      identity(1, ("ab", "c", 1), ("ab", "c", 1)), identity(1), identity(1, ("\u{E9}", "", 0)),
      identity(1, ("e\u{301}", "", 0)),
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func isReadableAndReadAgain() throws {
    let manifest = Manifest(
      pipeline: "events", partition: "2026-11-21", schemaVersion: 1, inputs: inputs, trigger: .age,
      createdAt: Date(timeIntervalSince1970: 1_795_000_000))
    let json = try manifest.json()
    #expect(try Manifest(json: json) == manifest)
    #expect(try manifest.json() == json)
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"createdAt\" : \"2026-11-18T") && text.hasSuffix("}\n"))
    #expect(text.contains("\"address\" : \"/in/a\""))
  }

  @Test func filesAreOrderedAndComparedByBytes() {
    let file = FileVersion(address: "e\u{301}", version: "v", size: 1)
    let other = FileVersion(address: "\u{E9}", version: "v", size: 1)
    #expect(file != other && file < other && !(other < file))
    #expect(Set([file, other, file]).count == 2)
    #expect(FileVersion(address: "a", version: "v", size: 1) < FileVersion(address: "ab", version: "", size: 0))
    #expect(FileVersion(address: "a", version: "1", size: 9) < FileVersion(address: "a", version: "2", size: 1))
  }
}
