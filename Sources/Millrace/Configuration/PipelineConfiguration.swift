package import MillraceCSV
package import MillraceStorage

/// What a pipeline file says: where work comes from, what is done with it, and where the results go.
///
/// Every property has a default but source and sink; the comment of each names the key that sets it. Paths are absolute
/// once a file has been loaded: a relative one is relative to the pipeline file's folder.
public struct PipelineConfiguration: Sendable, Equatable {
  /// `pipeline`: the name under which the ledger keeps this pipeline's files. Default: the pipeline file's name.
  public var name: String
  /// `source`: where work comes from.
  public var source: Source
  /// `checks`: what a file must satisfy before it is planned.
  public var checks = Checks()
  /// `format`: how records are laid out in a file.
  public var format = Format.ndjson
  /// `format.csv`: how fields stand in records, where the format is CSV.
  package var csv = CSVDialect()
  /// `junk`: what is left out before and between the JSON of a file, where the sink is `queue`.
  public var junk = Junk.standard
  /// `line-limit`, `inflated-limit` and `inflation-ratio`: what one input may ask for.
  public var limits = Limits()
  /// `transforms`: what is done to each record before the sink takes it, in this order.
  public var transforms: [Transform] = []
  /// `process`: what is done with each object, where the sink is `results`.
  public var process = Process.lines
  /// `pipelines`: how many objects are worked on at the same time, where the sink is `results`, `converted` or `queue`, or how
  /// many messages.
  public var pipelines = 8
  /// `prefetch`: what may be in hand before it is worked on.
  public var prefetch = Prefetch()
  /// `sink`: what is written, and where.
  public var sink: Sink
  /// `notify`: who is told of each output; nil: nobody.
  public var notify: Notify?
  /// `bad-records.limit`: from how many bad records on a whole file is quarantined.
  public var badRecords = BadRecordLimit.fraction(0.5)
  /// `ledger`: what knows every file and manifest.
  package var ledger: Address
  /// `quarantine`: takes what is bad.
  package var quarantine: Address
  /// `manifests`: where each plan is written down. Default: `manifests` beside the ledger, or the pipeline file.
  package var manifests: Address
  /// `manifest-queue`: tells converters of manifests; nil: they ask the ledger.
  package var manifestQueue: Address?
  /// `workers`: threads that convert; `nil` (`auto`) takes one for each core. The output does not depend on it.
  public var workers: Int?
  /// `attempts`: how often a file or a manifest is tried before it is given up.
  public var attempts = 5
  /// `shutdown-deadline`: how long a conversion may go on after SIGTERM before it is abandoned (nothing is lost).
  public var shutdownDeadline = Duration.seconds(30)
  /// `archive`: what `millrace archive` does with source files that are done; nil: the command has to be told.
  public var sourceArchive: SourceArchive?
  /// `health`: where a run answers how it is, over HTTP; nil: nowhere.
  public var health: Health?

  /// Files of a folder into Parquet, with every default.
  ///
  /// - Parameters:
  ///   - name: the pipeline's name in the ledger.
  ///   - directory: the folder that is read.
  ///   - output: the folder that takes the Parquet files.
  ///   - state: the folder of the ledger, the manifests and the quarantine.
  public init(name: String, directory: String, output: String, state: String) {
    self.init(
      name: name, source: .directory(Source.Directory(path: directory)),
      sink: .parquet(Sink.Parquet(to: Address(scheme: .file, path: output))), state: state)
  }

  /// A source and a sink, with every default.
  ///
  /// - Parameter state: the folder of the ledger, the manifests and the quarantine; empty for the root folder.
  package init(name: String, source: Source, sink: Sink, state: String) {
    self.name = name
    self.source = source
    self.sink = sink
    ledger = Address(scheme: .sqlite, path: state + "/millrace.sqlite")
    quarantine = Address(scheme: .file, path: state + "/quarantine")
    manifests = Address(scheme: .file, path: state + "/manifests")
  }
}
