package import MillraceStorage

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
    if parquet?.partition == .date, !hasDate {
      problems.append(
        ConfigurationProblem(
          key: "sink.parquet.partition",
          message: "“sink.parquet.partition: date” needs the date in the file's name, but “checks.name” has none; "
            + "write “checks: {name: \"yyyy-mm-dd-*\"}”, a regex with a group named “date”, or “partition: none”"))
    }
    if case .converted(let sink) = sink, sink.form == .csv, format != .csv {
      problems.append(
        ConfigurationProblem(
          key: "sink.converted.as",
          message: "“sink.converted.as: csv” keeps the columns of CSV; write “format: csv”, or “as: ndjson” or "
            + "“as: parquet”"))
    }
    if case .converted(let sink) = sink, sink.form == .csv, !transforms.isEmpty {
      problems.append(
        ConfigurationProblem(
          key: "transforms",
          message:
            "“transforms” make JSON of records, which “sink.converted.as: csv” cannot hold; write “as: ndjson” or "
            + "“as: parquet”"))
    }
    if let queue = sourceQueue, queue == queueSink?.to {
      problems.append(
        ConfigurationProblem(
          key: "sink.queue.to",
          message:
            "“sink.queue.to” is the queue that the source receives from, \(queue); records need a queue of their own"))
    }
    return problems + programsOfAnotherSink() + sinkOfAnotherSource() + formatOfAnotherSink()
      + orderWithoutFIFO() + placesReadAgain()
      + placesInOutput() + queuesOfOtherFiles() + contradictionsOfArchive()
  }

  /// Messages are archived whether they are JSON or not, and none may be lost for what a program does.
  private func programsOfAnotherSink() -> [ConfigurationProblem] {
    guard case .archive = sink else { return [] }
    return transforms.indices.compactMap { index in
      guard case .run = transforms[index] else { return nil }
      return ConfigurationProblem(
        key: "transforms[\(index)].run",
        message:
          "“transforms[\(index)].run” is for records of objects, not for “sink.archive”; let a program see the messages "
          + "by “process: {run: [./program]}” and “sink: {results: …}”")
    }
  }

  /// Objects become Parquet or results, messages an archive.
  private func sinkOfAnotherSource() -> [ConfigurationProblem] {
    let message: String
    switch (source, sink) {
    case (.sqs, .archive), (.sqs, .results), (.sqs, .webhook): return []
    case (.sqs, _):
      message =
        "“source.sqs” hands out messages, which “sink.archive”, “results” and “webhook” take; “sink.\(sink.key)” takes "
        + "objects: write “sink: {archive: {to: …}}”, or “source: {s3-events: {queue: …}}” if the messages are events of S3"
    case (_, .archive), (_, .webhook):
      message =
        "“sink.\(sink.key)” takes messages, but “source.\(source.key)” hands out objects; write “source: {sqs: {queue: …}}”"
    default: return []
    }
    return [ConfigurationProblem(key: "sink.\(sink.key)", message: message)]
  }

  /// Only what is sent in pieces can be looked at first.
  private func formatOfAnotherSink() -> [ConfigurationProblem] {
    guard format == .auto, convertsRecords else { return [] }
    return [
      ConfigurationProblem(
        key: "format",
        message: "“format: auto” is for “sink: {queue: …}”; write the format of the files, as in “ndjson”")
    ]
  }

  /// A group means nothing to a queue that keeps no order. Which one does is in its name.
  private func orderWithoutFIFO() -> [ConfigurationProblem] {
    guard let sink = queueSink, case .expression = sink.group else { return [] }
    let name = sink.to.fragment ?? sink.to.path
    if name.hasSuffix(".fifo") { return [] }
    return [
      ConfigurationProblem(
        key: "sink.queue.group",
        message: "“sink.queue.group” is for FIFO queues, whose names end in “.fifo”; \(sink.to) keeps no order")
    ]
  }

  /// What the pipeline writes must not lie where it reads, or it would read it again.
  private func placesReadAgain() -> [ConfigurationProblem] {
    guard let place = sourcePlace else { return [] }
    let written = (writtenPlace.map { [("sink.\(sink.key).to", $0)] } ?? []) + statePlaces
    return written.compactMap { key, address in
      guard place.isDeep ? address.isInside(place.address) : address == place.address else { return nil }
      let name =
        place.address.scheme == .file ? "the source folder \(place.address.path)" : "the source \(place.address)"
      return ConfigurationProblem(
        key: key,
        message:
          "“\(key)” lies in \(name), so what is written there would be read again; put it beside the "
          + (place.address.scheme == .file ? "folder" : "source"))
    }
  }

  /// Readers of the output take every file below it for data.
  private func placesInOutput() -> [ConfigurationProblem] {
    guard queueSink == nil, let output = sinkPlace else { return [] }
    let others = statePlaces + (sourcePlace.map { [("source.\(source.key)", $0.address)] } ?? [])
    return others.compactMap { key, address in
      guard address.isInside(output), address != sourcePlace?.address || address != output else { return nil }
      let name = output.scheme == .file ? "the output folder \(output.path)" : "the output \(output)"
      return ConfigurationProblem(
        key: key, message: "“\(key)” lies in \(name), whose readers would take it for data; put it elsewhere")
    }
  }

  /// Where the sink writes; the quarantine where that is all that is written.
  package var output: Address { sinkPlace ?? quarantine }

  /// Where the sink writes; nil where it writes to no place of storage.
  private var sinkPlace: Address? {
    switch sink {
    case .parquet(let sink): sink.to
    case .results(let sink): sink.to
    case .archive(let sink): sink.to
    case .converted(let sink): sink.to
    case .queue(let sink): sink.to
    case .webhook: nil
    }
  }

  /// The folder or bucket in which what is written is found; a queue in a file is beside it.
  private var writtenPlace: Address? {
    sinkPlace.map { $0.scheme == .sqlite ? Address(scheme: .file, path: PathText.parent($0.path)) : $0 }
  }

  /// Where the sink writes, for a person.
  package var outputName: String {
    if case .webhook(let sink) = sink { return sink.url }
    return output.scheme.isLocal && output.fragment == nil ? output.path : output.description
  }

  /// Where the source reads, as far as the file says it, and whether it reads folders within, too.
  private var sourcePlace: (address: Address, isDeep: Bool)? {
    switch source {
    case .directory(let source): (Address(scheme: .file, path: source.path), source.recursive)
    case .s3List(let source): source.objects == nil ? (source.from, true) : nil
    // The folder of all buckets may hold that of the output: the events say what is read.
    case .s3Events, .httpIndex, .sqs: nil
    }
  }

  /// The places of the pipeline's own state, by key. Manifests that lie beside the ledger are the ledger's affair.
  private var statePlaces: [(String, Address)] {
    let ledgerFolder = Address(scheme: .file, path: PathText.parent(ledger.path))
    let isLocal = ledger.scheme == .sqlite
    let isBeside = isLocal && manifests.scheme == .file && PathText.parent(manifests.path) == ledgerFolder.path
    var claimChecks: [(String, Address)] = []
    if case .claimCheck(let address) = queueSink?.oversize {
      claimChecks = [("sink.queue.oversize.claim-check", address)]
    }
    return [("quarantine", quarantine)] + claimChecks + (isLocal ? [("ledger", ledgerFolder)] : [])
      + (isBeside || parquet == nil ? [] : [("manifests", manifests)])
  }
}

extension Address {
  /// Whether it is the other place, or lies below it.
  fileprivate func isInside(_ other: Address) -> Bool {
    scheme == other.scheme && PathText.isInside(path, other.path)
  }
}
