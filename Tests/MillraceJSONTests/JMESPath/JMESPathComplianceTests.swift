import Foundation
import Testing

@testable import MillraceJSON

/// The official cases of jmespath.org.
@Suite("JMESPath: compliance")
struct JMESPathComplianceTests {
  @Test(
    "Every case gives what the specification says", .enabled(if: JMESPathCases.exist, "corpora/jmespath is missing"))
  func cases() throws {
    var failures: [String] = []
    var count = 0
    for testCase in try JMESPathCases.all() {
      count += 1
      if let fault = testCase.fault() { failures.append("\(testCase.file): \(testCase.expression): \(fault)") }
    }
    #expect(failures == [])
    #expect(count == 908)
  }
}
