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
    try self.init(configuration.checks, partition: configuration.manifestSink.partition)
  }

  /// - Throws: `GlobError` where the name check cannot be compiled.
  init(_ checks: PipelineConfiguration.Checks, partition: PipelineConfiguration.Partition = .none) throws {
    self.checks = checks
    self.partition = partition
    matcher = try NameMatcher(checks.name)
  }

  /// Why an object is refused; nil where it is not.
  ///
  /// - Parameter name: the last part of its key.
  func refusal(size: Int64, name: Substring) -> String? {
    refusal(size, matcher.match(Array(name.utf8)))
  }

  /// The ledger's entry of a file, refused with a reason where a check fails.
  ///
  /// - Parameters:
  ///   - name: the last part of its path or key.
  ///   - isText: whether its path is UTF-8.
  func examine(_ file: FileVersion, name: [UInt8], isText: Bool = true) -> NewFile {
    let match = matcher.match(name)
    var partition = ""
    if case .match(let date?) = match, self.partition == .date { partition = date.description }
    let refusal = isText ? refusal(file.size, match) : Self.notUTF8
    return NewFile(file: file, partition: partition, refusal: refusal.map { Refusal(.quarantined, reason: $0) })
  }

  private func refusal(_ size: Int64, _ match: NameMatch) -> String? {
    switch match {
    case .match: break
    case .mismatch: return "its name does not fit “\(expected)”; rename it, or change “checks.name”"
    case .noSuchDay: return "the date in its name is no day of the calendar; rename it"
    }
    if size < checks.minimumSize {
      let least = ByteSize.render(checks.minimumSize)
      return size == 0
        ? "it is empty" : "it has \(EventText.counted(size, "byte")), fewer than “checks.size.min”, \(least)"
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
