/// Why a file cannot be opened as one of ours, where SQLite itself has nothing against it.
struct SQLiteFileFault: Error {
  enum Code {
    /// It is a directory, or its directory does not exist.
    case unusable
    /// It is another program's, or holds something else.
    case foreign
    /// A newer version of this program has changed its layout.
    case newer
  }

  let code: Code
  /// Says what happened, where, and what to do.
  let message: String
}
