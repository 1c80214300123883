internal import MillraceStorage

/// What is listed again and again, as a pipeline file names it.
struct ListedSource: Sendable {
  /// `source.s3-list` or `source.http-index`: the name of the checkpoint, too.
  let kind: String
  let place: Address
  /// Empty where the place is a web server's folder.
  let bucket: String
  /// Keys begin with it; a prefix names a folder.
  let prefix: String
  let match: [GlobPattern]
  var isRecursive = true
  /// How long an object must have been unchanged.
  var settle = Duration.zero
  let poll: Duration

  init(_ source: PipelineConfiguration.Source.S3List) {
    kind = "s3-list"
    place = source.from
    bucket = String(source.from.path.prefix { $0 != "/" })
    let rest = source.from.path.dropFirst(bucket.count + 1)
    prefix = rest.isEmpty ? "" : "\(rest)/"
    match = source.match
    poll = source.poll
  }

  init(_ source: PipelineConfiguration.Source.HTTPIndex) {
    kind = "http-index"
    place = source.url
    bucket = ""
    prefix = ""
    match = source.match
    isRecursive = source.recursive
    settle = source.settle
    poll = source.poll
  }

  /// An object as the ledger writes it.
  func address(of key: ObjectKey, in store: any ObjectStore) -> String {
    bucket.isEmpty ? "\(store.location)/\(key.text)" : ObjectAddress.text(bucket: bucket, key: key.text)
  }
}
