package import MillraceStorage

/// A topic that was made for a check, of a name that nothing else has, with two new queues that subscribe to it.
package struct ConformanceTopic: Sendable {
  package var topic: any Topic
  /// Gets messages in SNS's envelope.
  package var enveloped: any MessageQueue
  /// Gets messages as they were published.
  package var raw: any MessageQueue

  package init(topic: any Topic, enveloped: any MessageQueue, raw: any MessageQueue) {
    self.topic = topic
    self.enveloped = enveloped
    self.raw = raw
  }
}
