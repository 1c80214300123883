package import MillraceStorage

extension PipelineConfiguration {
  /// `archive`: what `millrace archive` does with source files that are done.
  public struct SourceArchive: Sendable, Equatable {
    /// `after`: how long ago a file must have been done.
    public var after = Duration.seconds(7 * 86_400)
    /// `to`: where files are moved; nil: they are deleted (`delete: true`).
    package var to: Address?

    package init(to: Address?) {
      self.to = to
    }
  }

  /// Why the files of the source cannot be archived; nil: they can be.
  package var obstacleToArchiving: String? {
    switch source {
    case .s3List(let source) where source.objects != nil:
      return "“source.s3-list.objects” takes folders for buckets; only buckets of S3 are archived"
    case .directory, .s3List: break
    case .httpIndex: return "“source.http-index” can only be read"
    case .s3Events, .sqs:
      return "“source.\(source.key)” takes what it is told of; only the files of “directory” and “s3-list” are archived"
    }
    switch sink {
    case .parquet: return "files that become Parquet are in no ledger of items"
    case .archive: return "“sink.archive” keeps messages"
    default: return nil
    }
  }

  /// What is wrong with `archive`.
  func contradictionsOfArchive() -> [ConfigurationProblem] {
    guard let sourceArchive else { return [] }
    if let obstacleToArchiving {
      return [
        ConfigurationProblem(
          key: "archive", message: "“archive” cannot work: \(obstacleToArchiving); leave it out")
      ]
    }
    guard let to = sourceArchive.to, let source = archivedPlace, to.lies(in: source) else { return [] }
    return [
      ConfigurationProblem(
        key: "archive.to",
        message:
          "“archive.to” lies in the source \(source), so what is moved there would be read again; put it beside it")
    ]
  }

  /// The place whose files are archived; nil where there is none.
  package var archivedPlace: Address? {
    switch source {
    case .directory(let source): Address(scheme: .file, path: source.path)
    case .s3List(let source): source.from
    default: nil
    }
  }
}

extension Address {
  /// Whether it is a place of the same kind, or one below it.
  package func lies(in other: Address) -> Bool {
    scheme == other.scheme && PathText.isInside(path, other.path)
  }
}
