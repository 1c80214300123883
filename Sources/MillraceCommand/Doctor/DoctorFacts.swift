/// All findings of a `doctor`; printed by `--json` as it stands.
struct DoctorFacts: Encodable {
  var pipeline: String
  var file: String
  var worst: Verdict
  var findings: [Finding]

  init(pipeline: String, file: String, findings: [Finding]) {
    self.pipeline = pipeline
    self.file = file
    self.findings = findings
    worst = findings.map(\.verdict).max() ?? .ok
  }

  /// For a person: one line a finding, and how to mend what is wrong.
  var text: String {
    var lines: [String] = []
    var subject: String?
    for finding in findings {
      if finding.subject != subject { lines.append(finding.subject) }
      subject = finding.subject
      let verdict = finding.verdict.rawValue.padded(to: 8)
      lines.append("  \(verdict) \(finding.check.padded(to: 22)) \(finding.message)")
      if let remedy = finding.remedy { lines.append("           → \(remedy)") }
    }
    let counts = Verdict.allCases.reversed().compactMap { verdict in
      let count = findings.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    lines.append("\(pipeline): \(counts.joined(separator: ", "))")
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
