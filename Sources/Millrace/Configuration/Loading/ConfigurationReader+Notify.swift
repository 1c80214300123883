internal import MillraceStorage
internal import Yams

extension ConfigurationReader {
  /// Who is told of each output.
  func notify(in root: ConfigurationSection) -> PipelineConfiguration.Notify? {
    guard let section = root.section("notify", known: ["topic", "queues", "failures"]),
      let topic = section.requireAddress("topic", kind: .topic, example: "sns:my-topic")
    else { return nil }
    var notify = PipelineConfiguration.Notify(topic: topic)
    section.takeBoolean("failures", into: &notify.failures)
    guard let node = section.entries["queues"] else { return notify }
    let nodes: [Node] = if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
    notify.queues = nodes.compactMap { address($0, key: section.fullKey("queues"), kind: .queue) }
    return notify
  }
}
