extension PipelineConfiguration.Source {
  /// `source.directory`: a folder whose files are taken once they have settled.
  public struct Directory: Sendable, Equatable {
    /// `directory`: the folder, an absolute path.
    public var path: String
    /// `match`: the patterns of the files to take, one of which must fit. A pattern without a slash is held against a
    /// file's name, one with a slash against its path within the folder. Default: by `format`.
    public var match: [GlobPattern] = []
    /// `recursive`: whether folders within the folder are read too.
    public var recursive = true
    /// `follow-links`: whether symbolic links to files and folders are followed.
    public var followLinks = false
    /// `settle`: how long size and modification time must have been still before a file is taken.
    public var settle = Duration.seconds(2)
    /// `poll`: how long to wait between two looks at the folder while watching.
    public var poll = Duration.seconds(1)

    /// A source with every default.
    public init(path: String) {
      self.path = path
    }
  }
}
