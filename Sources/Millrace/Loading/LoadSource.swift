/// Where the files of a run come from.
enum LoadSource: Sendable {
  /// They are listed, again and again.
  case listing(any FileListing)
  /// A queue tells of them.
  case events(EventedFiles)
}
