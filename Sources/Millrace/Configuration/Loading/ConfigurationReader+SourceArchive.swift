internal import MillraceStorage
internal import Yams

extension ConfigurationReader {
  /// `archive: {after: 7d, to: ./archive}`, or `{after: 7d, delete: true}`.
  func sourceArchive(in root: ConfigurationSection) -> PipelineConfiguration.SourceArchive? {
    guard let section = root.section("archive", known: ["after", "to", "delete"]) else { return nil }
    var to: Address?
    var deletes = false
    section.takeAddress("to", into: &to, kind: .objects)
    section.takeBoolean("delete", into: &deletes)
    if deletes == (section.entries["to"] != nil) {
      let fault =
        deletes
        ? "names a folder, and says that files are deleted" : "says neither where files go nor that they are deleted"
      report("“archive” \(fault); write “to: ./archive” or “delete: true”", at: section.node, key: "archive")
      return nil
    }
    if !deletes, to == nil { return nil }
    var archive = PipelineConfiguration.SourceArchive(to: to)
    section.takeDuration("after", into: &archive.after, range: .zero ... .seconds(36_500 * 86_400))
    return archive
  }
}
