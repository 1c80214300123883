/// How many cases of a file were compared, and why the others were not.
struct CaseTally: CustomStringConvertible {
  let name: String
  private(set) var compared = 0
  private(set) var skipped: [String: Int] = [:]

  init(_ name: String) { self.name = name }

  /// Whether the case is to be compared; counts it either way.
  mutating func takes(_ testCase: ProtocolCase) -> Bool {
    if let reason = testCase.reasonToSkip {
      skipped[reason, default: 0] += 1
      return false
    }
    compared += 1
    return true
  }

  /// Takes the latest case back: there is nothing in it to compare.
  mutating func takeBack(_ reason: String) {
    compared -= 1
    skipped[reason, default: 0] += 1
  }

  var description: String {
    let reasons = skipped.sorted { $0.key < $1.key }.map { "; \($0.value) out of scope: \($0.key)" }.joined()
    return "aws-protocols \(name): \(compared) cases compared\(reasons)"
  }
}
