import MillraceJSON
import Testing

@Suite(.enabled(if: ConformanceCorpus.isPresent, "the corpora are not beside the repository"))
struct ConformanceTests {
  @Test func acceptsEveryValidText() throws {
    let files = try ConformanceCorpus.files("y_")
    #expect(files.count >= 95)
    for file in files {
      #expect(JSONVerdict.ofDocument(file.bytes) == nil, "\(file.name)")
      #expect(JSONVerdict.atPageBoundary(file.bytes) == nil, "\(file.name)")
    }
  }

  @Test func refusesEveryInvalidText() throws {
    let files = try ConformanceCorpus.files("n_")
    #expect(files.count >= 187)
    for file in files {
      let error = JSONVerdict.ofDocument(file.bytes)
      #expect(error != nil, "\(file.name)")
      #expect(JSONVerdict.atPageBoundary(file.bytes) == error, "\(file.name)")
      #expect((0...file.bytes.count).contains(error?.offset ?? -1), "\(file.name)")
    }
  }

  /// Texts that a parser may take or refuse must get the same answer everywhere; refused are those that no column could hold.
  @Test func decidesOpenCasesAlike() throws {
    let files = try ConformanceCorpus.files("i_")
    #expect(files.count >= 35)
    for file in files {
      let error = JSONVerdict.ofDocument(file.bytes)
      #expect(JSONVerdict.atPageBoundary(file.bytes) == error, "\(file.name)")
      if file.name.hasPrefix("i_number") { #expect(error == nil, "\(file.name)") }
    }
  }

  @Test func refusesEveryBeginningOfAnObject() throws {
    for file in try ConformanceCorpus.files("y_object") {
      guard file.bytes.last == UInt8(ascii: "}") else { continue }
      for length in 0..<file.bytes.count {
        let beginning = Array(file.bytes[..<length])
        #expect(JSONVerdict.atPageBoundary(beginning) != nil, "\(file.name), \(length) bytes")
      }
    }
  }
}
