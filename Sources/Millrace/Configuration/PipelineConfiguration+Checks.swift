extension PipelineConfiguration {
  /// `checks`: what a file must satisfy; one that does not is quarantined with the reason.
  public struct Checks: Sendable, Equatable {
    /// `size.min`: the smallest size in bytes. Default 1: an empty file is an error.
    public var minimumSize: Int64 = 1
    /// `size.max`: the largest size in bytes, as stored.
    public var maximumSize: Int64 = 5_000_000_000
    /// `name`: what a file's name must look like, and where its date is.
    public var name = NameCheck.pattern("yyyy-mm-dd-*")

    /// Checks with every default, for files that become Parquet.
    public init() {}

    /// Checks that every file passes: the default where nothing is converted.
    static let none: Checks = {
      var checks = Checks()
      checks.minimumSize = 0
      // More than any store takes for one object.
      checks.maximumSize = 1_000_000_000_000_000
      checks.name = .any
      return checks
    }()
  }

  /// The checks of a pipeline whose file names none.
  var defaultChecks: Checks {
    var checks = Checks()
    switch sink {
    case .parquet: break
    case .converted: checks.name = .any
    case .results, .archive, .webhook, .queue: checks = .none
    }
    return checks
  }

  /// What a file's name must look like.
  public enum NameCheck: Sendable, Equatable {
    /// Every name will do; there is no date in it.
    case any
    /// A glob in which `yyyy`, `mm` and `dd` stand for the digits of a date.
    case pattern(String)
    /// A regular expression over the whole name; a group named `date` (`2026-11-21` or `20261121`) is its date.
    case regularExpression(String)
  }
}
