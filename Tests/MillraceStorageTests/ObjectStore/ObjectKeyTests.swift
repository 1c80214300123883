import MillraceStorage
import Testing

@Suite struct ObjectKeyTests {
  @Test(arguments: ["", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "a\0b", String(repeating: "x", count: 256)])
  func refuses(_ text: String) {
    let error = #expect(throws: StoreError.self) { try ObjectKey(text) }
    #expect(error?.code == .invalidKey)
  }

  @Test func refusesWhatIsTooLong() {
    #expect(throws: StoreError.self) { try ObjectKey(String(repeating: "x/", count: 512) + "y") }
  }
}
