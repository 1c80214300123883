extension PipelineConfiguration.Sink {
  /// The lines of `sink`.
  var rendered: [String] {
    let lines =
      switch self {
      case .parquet(let sink): sink.lines
      case .results(let sink): ["to: \(PipelineConfiguration.quoted(sink.to))"]
      case .archive(let sink): sink.lines
      case .converted(let sink): sink.lines
      case .webhook(let sink): sink.lines
      case .queue(let sink): sink.lines
      }
    return ["sink:", "  \(key):"] + lines.map { "    " + $0 }
  }
}

extension PipelineConfiguration.Sink.Parquet {
  fileprivate var lines: [String] {
    return ["to: \(PipelineConfiguration.quoted(to))", "partition: \(partition.rawValue)"] + columns.lines + [
      "compression: \(compression.rawValue)",
      "row-group: \(ByteSize.render(Int64(rowGroup)))",
      "batch: {size: \(ByteSize.render(batch.size)), age: \(DurationText.render(batch.age))}",
    ]
  }
}

extension PipelineConfiguration.Columns {
  fileprivate var lines: [String] {
    switch self {
    case .strings: ["columns: strings"]
    case .inferred: ["columns: inferred"]
    case .explicit(let list):
      ["columns:"]
        + list.map { "  \(PipelineConfiguration.quoted($0.name)): \(PipelineConfiguration.quoted($0.type))" }
    }
  }
}

extension PipelineConfiguration.Sink.Converted {
  fileprivate var lines: [String] {
    ["to: \(PipelineConfiguration.quoted(to))", "as: \(form.rawValue)"] + (form == .parquet ? columns.lines : []) + [
      "compression: \(compression.rawValue)", "row-group: \(ByteSize.render(Int64(rowGroup)))",
    ]
  }
}

extension PipelineConfiguration.Sink.Webhook {
  /// Headers often hold passwords: their values are left out.
  fileprivate var lines: [String] {
    [
      "url: \(PipelineConfiguration.quoted(url))", "timeout: \(DurationText.render(timeout))", "retries: \(retries)",
    ] + (headers.isEmpty ? [] : ["headers:"]) + headers.map { "  \(PipelineConfiguration.quoted($0.name)): \"…\"" }
  }
}

extension PipelineConfiguration.Sink.Archive {
  fileprivate var lines: [String] {
    let batch =
      "batch: {size: \(ByteSize.render(batch.size)), count: \(batch.count), age: \(DurationText.render(batch.age))}"
    return ["to: \(PipelineConfiguration.quoted(to))", "layout: \(layout.rawValue)"]
      + (layout == .objects ? [] : [batch]) + (hasCompression ? ["compression: \(compression.rawValue)"] : [])
  }
}

extension PipelineConfiguration.Sink.Queue {
  fileprivate var lines: [String] {
    let group =
      switch group {
      case .file: "file"
      case .expression(let text): "{expression: \(PipelineConfiguration.quoted(text))}"
      }
    let oversize =
      switch oversize {
      case .quarantine: "quarantine"
      case .claimCheck(let address): "{claim-check: \(PipelineConfiguration.quoted(address))}"
      }
    return [
      "to: \(PipelineConfiguration.quoted(to))",
      "layout: \(layout.rawValue)",
      "message-size: \(messageSize.map { ByteSize.render(Int64($0)) } ?? "auto")",
      "in-flight: \(inFlight)",
      "group: \(group)",
      "oversize: \(oversize)",
      "forbidden: \(forbidden.rawValue)",
    ]
  }
}
