extension PipelineConfiguration {
  /// `source`: where a pipeline's work comes from; exactly one of its keys.
  public enum Source: Sendable, Equatable {
    /// `directory`: a folder whose files are taken once they have settled.
    case directory(Directory)
    /// `s3-events`: objects that a queue tells of.
    case s3Events(S3Events)
    /// `s3-list`: the objects of a bucket, listed again and again.
    case s3List(S3List)
    /// `http-index`: the files of a web server's folder, listed again and again.
    case httpIndex(HTTPIndex)
    /// `sqs`: the messages of a queue.
    case sqs(SQS)

    /// The key that chooses it.
    var key: String {
      switch self {
      case .directory: "directory"
      case .s3Events: "s3-events"
      case .s3List: "s3-list"
      case .httpIndex: "http-index"
      case .sqs: "sqs"
      }
    }
  }

  /// `source.directory` and what belongs to it; nil where the source is another. Setting nil does nothing.
  public var directory: Source.Directory? {
    get { if case .directory(let directory) = source { directory } else { nil } }
    set { if let newValue { source = .directory(newValue) } }
  }
}
