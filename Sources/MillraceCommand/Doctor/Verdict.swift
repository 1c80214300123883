/// What a check came to, the worst last.
enum Verdict: String, Encodable, Comparable, CaseIterable {
  case ok
  /// Not checked, since something it needs is not there or was not asked for.
  case skipped
  /// It works, and will cause trouble.
  case warning
  /// The pipeline cannot work like this.
  case error

  static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

  private var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}
