/// What became of a file that was to be moved.
package enum MoveOutcome: Sendable, Equatable {
  case moved
  /// Another version is there, or something that is no regular file; it was left alone.
  case changed
  case notFound
  /// The target is taken; nothing was done.
  case exists
  /// A file cannot be moved there in one step: it has to be copied.
  case otherFileSystem
}
