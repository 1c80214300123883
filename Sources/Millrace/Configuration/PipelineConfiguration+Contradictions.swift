extension PipelineConfiguration {
  /// What cannot work although each value is fine by itself.
  func contradictions() -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    if checks.minimumSize > checks.maximumSize {
      let bounds = "\(ByteSize.render(checks.minimumSize)) is more than max, \(ByteSize.render(checks.maximumSize))"
      problems.append(
        ConfigurationProblem(key: "checks.size.min", message: "“checks.size.min” of \(bounds): no file could pass"))
    }
    let hasDate = (try? NameMatcher(checks.name))?.hasDate ?? false
    if sink.partition == .date, !hasDate {
      problems.append(
        ConfigurationProblem(
          key: "sink.parquet.partition",
          message: "“sink.parquet.partition: date” needs the date in the file's name, but “checks.name” has none; "
            + "write “checks: {name: \"yyyy-mm-dd-*\"}”, a regex with a group named “date”, or “partition: none”"))
    }
    return problems + foldersReadAgain() + foldersInOutput()
  }

  /// What the pipeline writes must not lie where it reads, or it would read it again.
  private func foldersReadAgain() -> [ConfigurationProblem] {
    let written = [("sink.parquet.to", sink.to)] + stateFolders
    return written.compactMap { key, folder in
      let isRead = source.recursive ? PathText.isInside(folder, source.directory) : folder == source.directory
      guard isRead else { return nil }
      return ConfigurationProblem(
        key: key,
        message:
          "“\(key)” lies in the source folder \(source.directory), so what is written there would be read again; "
          + "put it beside the folder")
    }
  }

  /// Readers of the output take every file below it for data.
  private func foldersInOutput() -> [ConfigurationProblem] {
    let others = stateFolders + [("source.directory", source.directory)]
    return others.compactMap { key, folder in
      guard PathText.isInside(folder, sink.to), !(key == "source.directory" && folder == sink.to) else { return nil }
      return ConfigurationProblem(
        key: key,
        message: "“\(key)” lies in the output folder \(sink.to), whose readers would take it for data; put it elsewhere"
      )
    }
  }

  /// The folders of the pipeline's own state, by key. Manifests that lie beside the ledger are the ledger's affair.
  private var stateFolders: [(String, String)] {
    let ledgerFolder = PathText.parent(ledger)
    let own = PathText.parent(manifests) == ledgerFolder ? [] : [("manifests", manifests)]
    return [("quarantine", quarantine), ("ledger", ledgerFolder)] + own
  }
}
