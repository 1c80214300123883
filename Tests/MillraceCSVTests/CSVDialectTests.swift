import MillraceCSV
import Testing

struct CSVDialectTests {
  @Test func refusesCharactersThatCannotBeToldApart() {
    func isRefused(_ change: (inout CSVDialect) -> Void) -> Bool {
      var dialect = CSVDialect()
      change(&dialect)
      do throws(CSVDialectError) {
        try dialect.check()
        return false
      } catch {
        return true
      }
    }
    #expect(!isRefused { _ in })
    #expect(!isRefused { $0.quote = nil })
    #expect(isRefused { $0.delimiter = UInt8(ascii: "\"") })
    #expect(isRefused { $0.delimiter = 0x0A })
    #expect(isRefused { $0.delimiter = 0xE9 })
    #expect(isRefused { $0.escape = UInt8(ascii: ",") })
    #expect(isRefused { $0.header = .names([]) })
    #expect(
      isRefused {
        $0.quote = nil
        $0.escape = UInt8(ascii: "\\")
      })
  }
}
