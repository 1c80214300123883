package import MillraceStorage

extension PipelineConfiguration.Source {
  /// `source.http-index`: the files of a web server that lists its folders as JSON, as nginx does with `autoindex_format json`.
  public struct HTTPIndex: Sendable, Equatable {
    /// `url`: the folder.
    package var url: Address
    /// `match`: the patterns of the files to take. A pattern without a slash is held against a file's name, one with a slash
    /// against its path within the folder. Default: by `format`.
    public var match: [GlobPattern] = []
    /// `recursive`: whether folders within the folder are read too.
    public var recursive = true
    /// `settle`: for how long a file must not have been changed before it is taken, by the clocks of both machines.
    public var settle = Duration.seconds(2)
    /// `poll`: how long to wait between two listings while watching.
    public var poll = Duration.seconds(60)

    package init(url: Address) {
      self.url = url
    }
  }
}
