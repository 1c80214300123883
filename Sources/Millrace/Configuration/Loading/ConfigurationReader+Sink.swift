internal import MillraceConversion
internal import Yams

extension ConfigurationReader {
  private static let sinkKeys = ["to", "partition", "columns", "compression", "row-group", "batch"]

  func sink(in root: ConfigurationSection) -> PipelineConfiguration.Sink? {
    guard root.entries["sink"] != nil else {
      report("“sink” is missing; write “sink: {parquet: {to: ./lake/events}}”", at: root.node, key: "sink")
      return nil
    }
    guard let outer = root.section("sink", known: ["parquet"]) else { return nil }
    guard outer.entries["parquet"] != nil else {
      report("“sink.parquet” is missing; write “parquet: {to: ./lake/events}”", at: outer.node, key: "sink.parquet")
      return nil
    }
    guard let section = outer.section("parquet", known: Self.sinkKeys) else { return nil }
    let folder = section.requirePath("to", example: "./lake/events")
    var sink = PipelineConfiguration.Sink(to: folder ?? "")
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
    return folder == nil ? nil : sink
  }

  private func columns(_ node: Node, key: String) -> PipelineConfiguration.Columns? {
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
