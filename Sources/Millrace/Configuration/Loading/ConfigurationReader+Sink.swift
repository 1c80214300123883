internal import MillraceConversion
internal import Yams

extension ConfigurationReader {
  private static let kinds = ["parquet", "results", "archive", "converted", "webhook", "queue"]
  private static let parquetKeys = ["to", "partition", "columns", "compression", "row-group", "batch"]

  func sink(in root: ConfigurationSection) -> PipelineConfiguration.Sink? {
    guard root.entries["sink"] != nil else {
      report("“sink” is missing; write “sink: {parquet: {to: ./lake/events}}”", at: root.node, key: "sink")
      return nil
    }
    guard let outer = root.section("sink", known: Self.kinds) else { return nil }
    let names = Self.kinds.filter { outer.entries[$0] != nil }
    if names.count > 1 {
      report(
        "“sink” holds \(names.joined(separator: " and ")); a pipeline has one sink: keep one of them", at: outer.node,
        key: "sink")
    }
    switch names.first {
    case "parquet": return parquet(outer).map { .parquet($0) }
    case "results": return results(outer).map { .results($0) }
    case "archive": return archive(outer).map { .archive($0) }
    case "converted": return converted(outer).map { .converted($0) }
    case "webhook": return webhook(outer).map { .webhook($0) }
    case "queue": return queueSink(outer).map { .queue($0) }
    default:
      report(
        "“sink” is empty; write one of \(Self.kinds.joined(separator: ", ")), as in “parquet: {to: ./lake/events}”",
        at: outer.node, key: "sink")
      return nil
    }
  }

  private func parquet(_ outer: ConfigurationSection) -> PipelineConfiguration.Sink.Parquet? {
    guard let section = outer.section("parquet", known: Self.parquetKeys),
      let to = section.requireAddress("to", kind: .objects, example: "./lake/events")
    else { return nil }
    var sink = PipelineConfiguration.Sink.Parquet(to: to)
    section.takeChoice("partition", into: &sink.partition)
    section.takeChoice("compression", into: &sink.compression)
    section.takeSize("row-group", into: &sink.rowGroup, range: 65_536...(4 << 30))
    if let node = section.entries["columns"], let columns = columns(node, key: section.fullKey("columns")) {
      sink.columns = columns
    }
    if let batch = section.section("batch", known: ["size", "age"]) {
      batch.takeSize("size", into: &sink.batch.size, atLeast: 1)
      batch.takeDuration("age", into: &sink.batch.age, range: .zero ... .seconds(30 * 86_400))
    }
    return sink
  }

  private func results(_ outer: ConfigurationSection) -> PipelineConfiguration.Sink.Results? {
    outer.section("results", known: ["to"])?.requireAddress("to", kind: .objects, example: "./results")
      .map(PipelineConfiguration.Sink.Results.init(to:))
  }

  private func archive(_ outer: ConfigurationSection) -> PipelineConfiguration.Sink.Archive? {
    guard let section = outer.section("archive", known: ["to", "layout", "batch", "compression"]),
      let to = section.requireAddress("to", kind: .objects, example: "s3://my-bucket/archive")
    else { return nil }
    var sink = PipelineConfiguration.Sink.Archive(to: to)
    section.takeChoice("layout", into: &sink.layout)
    section.takeChoice("compression", into: &sink.compression)
    if let batch = section.section("batch", known: ["size", "count", "age"]) {
      batch.takeSize("size", into: &sink.batch.size, atLeast: 1)
      batch.takeInteger("count", into: &sink.batch.count, range: 1...1_000_000)
      batch.takeDuration("age", into: &sink.batch.age, range: .milliseconds(10) ... .seconds(43_200))
    }
    refuseKeysOfOtherLayouts(section, sink)
    return sink
  }

  private func refuseKeysOfOtherLayouts(
    _ section: ConfigurationSection, _ sink: PipelineConfiguration.Sink.Archive
  ) {
    for key in ["batch", "compression"] where sink.layout == .objects {
      guard let node = section.entries[key] else { continue }
      report(
        "“\(section.fullKey(key))” is for “layout: ndjson” or “layout: parquet”; add that, or leave this out", at: node,
        key: section.fullKey(key))
    }
    if sink.layout == .ndjson, sink.compression == .snappy, let node = section.entries["compression"] {
      report(
        "“\(section.fullKey("compression"))” of “layout: ndjson” is one of none, gzip and zstd", at: node,
        key: section.fullKey("compression"))
    }
  }

  func columns(_ node: Node, key: String) -> PipelineConfiguration.Columns? {
    let wanted = "strings, inferred, or a mapping of names to types, as in {id: string, amount: double}"
    guard case .mapping(let mapping) = node else {
      return value(node, key: key, wanted: wanted) { ["strings": .strings, "inferred": .inferred][$0] }
    }
    if mapping.isEmpty { report("“\(key)” is empty; write \(wanted)", at: node, key: key) }
    let columns = mapping.compactMap { name, type in
      name.scalar.flatMap { column(name: $0.string, type: type, key: "\(key).\($0.string)") }
    }
    return .explicit(columns)
  }

  private func column(name: String, type node: Node, key: String) -> PipelineConfiguration.Column? {
    guard name != "_rescued" else {
      report("“_rescued” is the column of what does not fit; give this one another name", at: node, key: key)
      return nil
    }
    guard let text = text(node, key: key, wanted: "a type such as string, int64, double or timestamp") else {
      return nil
    }
    do {
      _ = try ColumnType(parsing: text)
    } catch {
      report("“\(key)”: \(error.message)", at: node, key: key)
      return nil
    }
    return PipelineConfiguration.Column(name: name, type: text)
  }
}
