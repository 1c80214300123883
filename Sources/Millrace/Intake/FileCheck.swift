internal import MillraceStorage

/// Decides whether a file may be planned, and with which others.
struct FileCheck {
  /// Converters open files by text.
  static let notUTF8 = "its path is not UTF-8 (written here with %XX for each such byte); rename it"

  private let checks: PipelineConfiguration.Checks
  private let partition: PipelineConfiguration.Partition
  private let matcher: NameMatcher

  /// - Throws: `GlobError` where the name check cannot be compiled.
  init(_ configuration: PipelineConfiguration) throws {
    checks = configuration.checks
    partition = configuration.sink.partition
    matcher = try NameMatcher(configuration.checks.name)
  }

  /// The ledger's entry of a file, refused with a reason where a check fails.
  func examine(_ file: FoundFile) -> NewFile {
    let version = FileVersion(address: file.address, version: file.status.version, size: file.status.size)
    let match = matcher.match(file.name)
    var partition = ""
    if case .match(let date?) = match, self.partition == .date { partition = date.description }
    let refusal = refusal(file, match).map { Refusal(.quarantined, reason: $0) }
    return NewFile(file: version, partition: partition, refusal: refusal)
  }

  private func refusal(_ file: FoundFile, _ match: NameMatch) -> String? {
    if String(validating: file.path, as: UTF8.self) == nil {
      return Self.notUTF8
    }
    switch match {
    case .match: break
    case .mismatch: return "its name does not fit “\(expected)”; rename it, or change “checks.name”"
    case .noSuchDay: return "the date in its name is no day of the calendar; rename it"
    }
    let size = file.status.size
    if size < checks.minimumSize {
      let least = ByteSize.render(checks.minimumSize)
      return size == 0 ? "it is empty" : "it has \(size) bytes, fewer than “checks.size.min”, \(least)"
    }
    if size > checks.maximumSize {
      return "it has \(size) bytes, more than “checks.size.max”, \(ByteSize.render(checks.maximumSize))"
    }
    return nil
  }

  private var expected: String {
    switch checks.name {
    case .any: "*"
    case .pattern(let text), .regularExpression(let text): text
    }
  }
}
