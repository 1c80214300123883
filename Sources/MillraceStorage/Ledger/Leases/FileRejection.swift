/// A file that is to leave its manifest, and why.
package struct FileRejection: Sendable, Equatable {
  package var file: FileVersion
  package var refusal: Refusal

  package init(file: FileVersion, refusal: Refusal) {
    self.file = file
    self.refusal = refusal
  }
}
