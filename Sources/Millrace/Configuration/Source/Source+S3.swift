package import MillraceStorage

extension PipelineConfiguration.Source {
  /// `source.s3-events`: objects that are announced by events of S3 on a queue.
  public struct S3Events: Sendable, Equatable {
    /// `queue`: where the events come from, in any of their wrappings.
    package var queue: Address
    /// `dead-letter`: takes messages that were received `attempts` times. The policy of an embedded queue is set when the
    /// pipeline is opened; on AWS `doctor` says where it differs. Nil: as the queue is set.
    package var deadLetter: Address?
    /// `objects`: the folder whose sub-folders are the buckets; nil: buckets of S3.
    package var objects: Address?
    /// `match`: the patterns of the objects to take. A pattern without a slash is held against the last part of a key, one
    /// with a slash against the whole key. Default: by `format`.
    public var match: [GlobPattern] = []

    package init(queue: Address) {
      self.queue = queue
    }
  }

  /// `source.s3-list`: the objects of a bucket, found by listing it.
  public struct S3List: Sendable, Equatable {
    /// `from`: the bucket and the prefix.
    package var from: Address
    /// `objects`: the folder whose sub-folders are the buckets; nil: buckets of S3.
    package var objects: Address?
    /// `match`: as for `s3-events`.
    public var match: [GlobPattern] = []
    /// `poll`: how long to wait between two listings while watching.
    public var poll = Duration.seconds(300)

    package init(from: Address) {
      self.from = from
    }
  }
}
