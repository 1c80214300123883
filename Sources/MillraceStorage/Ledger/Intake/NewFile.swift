/// A file that a source has found.
package struct NewFile: Sendable, Equatable {
  package var file: FileVersion
  /// The group it is converted with, e.g. `2026-11-21`.
  package var partition: String
  /// Set if a check has refused the file already: it is entered in that state rather than as `pending`.
  package var refusal: Refusal?

  package init(file: FileVersion, partition: String, refusal: Refusal? = nil) {
    self.file = file
    self.partition = partition
    self.refusal = refusal
  }
}
