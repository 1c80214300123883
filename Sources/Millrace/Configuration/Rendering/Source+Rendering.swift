extension PipelineConfiguration.Source {
  /// The lines of `source`.
  var rendered: [String] {
    ["source:"] + lines.map { "  " + $0 }
  }

  private var lines: [String] {
    switch self {
    case .directory(let source):
      [
        "directory: \(PipelineConfiguration.quoted(source.path))",
        "match: \(PipelineConfiguration.quoted(source.match))",
        "recursive: \(source.recursive)",
        "follow-links: \(source.followLinks)",
        "settle: \(DurationText.render(source.settle))",
        "poll: \(DurationText.render(source.poll))",
      ]
    case .s3Events(let source):
      ["s3-events:", "  queue: \(PipelineConfiguration.quoted(source.queue))"]
        + (source.deadLetter.map { ["  dead-letter: \(PipelineConfiguration.quoted($0))"] } ?? [])
        + (source.objects.map { ["  objects: \(PipelineConfiguration.quoted($0))"] } ?? [])
        + ["  match: \(PipelineConfiguration.quoted(source.match))"]
    case .s3List(let source):
      ["s3-list:", "  from: \(PipelineConfiguration.quoted(source.from))"]
        + (source.objects.map { ["  objects: \(PipelineConfiguration.quoted($0))"] } ?? [])
        + [
          "  match: \(PipelineConfiguration.quoted(source.match))",
          "  poll: \(DurationText.render(source.poll))",
        ]
    case .httpIndex(let source):
      [
        "http-index:",
        "  url: \(PipelineConfiguration.quoted(source.url))",
        "  match: \(PipelineConfiguration.quoted(source.match))",
        "  recursive: \(source.recursive)",
        "  settle: \(DurationText.render(source.settle))",
        "  poll: \(DurationText.render(source.poll))",
      ]
    case .sqs(let source):
      ["sqs:", "  queue: \(PipelineConfiguration.quoted(source.queue))"]
        + (source.deadLetter.map { ["  dead-letter: \(PipelineConfiguration.quoted($0))"] } ?? []) + [
          "  messages-in-hand: \(source.messagesInHand)",
          "  bytes-in-hand: \(ByteSize.render(Int64(source.bytesInHand)))",
          "  receivers: \(source.receivers)",
        ]
    }
  }
}
