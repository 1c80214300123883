/// Looks at one place or one aspect of a pipeline. Whatever goes wrong becomes a finding.
protocol Examination: Sendable {
  func findings() async -> [Finding]
}
