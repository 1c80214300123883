/// Some of the files that a report lists.
package struct FilePage: Sendable {
  package var files: [LedgerFile]
  /// Asks for the next page; nil at the end. Its form is the ledger's own.
  package var next: String?

  package init(files: [LedgerFile], next: String?) {
    self.files = files
    self.next = next
  }
}
