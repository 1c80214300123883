/// What a pipeline file says: where files come from, what is checked, and where Parquet goes.
///
/// Every property has a default but the two folders; the comment of each names the key that sets it. Paths are absolute
/// once a file has been loaded: a relative one is relative to the pipeline file's folder.
public struct PipelineConfiguration: Sendable, Equatable {
  /// `pipeline`: the name under which the ledger keeps this pipeline's files. Default: the pipeline file's name.
  public var name: String
  /// `source`: the folder that is read.
  public var source: Source
  /// `checks`: what a file must satisfy before it is planned.
  public var checks = Checks()
  /// `format`: how records are laid out in a file.
  public var format = Format.ndjson
  /// `line-limit`, `inflated-limit` and `inflation-ratio`: what one input may ask for.
  public var limits = Limits()
  /// `sink.parquet`: what is written, and where.
  public var sink: Sink
  /// `bad-records.limit`: from how many bad records on a whole file is quarantined.
  public var badRecords = BadRecordLimit.fraction(0.5)
  /// `ledger`: the SQLite file that knows every file and manifest.
  public var ledger: String
  /// `quarantine`: the folder that takes what is bad.
  public var quarantine: String
  /// `manifests`: the folder where each plan is written down. Default: `manifests` beside the ledger.
  public var manifests: String
  /// `workers`: threads that convert; `nil` (`auto`) takes one for each core. The output does not depend on it.
  public var workers: Int?
  /// `attempts`: how often a file or a manifest is tried before it is given up.
  public var attempts = 5
  /// `shutdown-deadline`: how long a conversion may go on after SIGTERM before it is abandoned (nothing is lost).
  public var shutdownDeadline = Duration.seconds(30)

  /// A configuration with every default, from the two folders that have none.
  ///
  /// - Parameters:
  ///   - name: the pipeline's name in the ledger.
  ///   - directory: the folder that is read.
  ///   - output: the folder that takes the Parquet files.
  ///   - state: the folder of the ledger, the manifests and the quarantine.
  public init(name: String, directory: String, output: String, state: String) {
    self.name = name
    source = Source(directory: directory)
    sink = Sink(to: output)
    ledger = state + "/millrace.sqlite"
    quarantine = state + "/quarantine"
    manifests = state + "/manifests"
  }
}
