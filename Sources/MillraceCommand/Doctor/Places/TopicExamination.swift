import MillraceStorage

/// A topic that is told of outputs: whether it is there. Nothing is published, since subscribers would act on it.
struct TopicExamination: Examination {
  let address: Address
  let storage: any StorageProvider

  func findings() async -> [Finding] {
    do {
      _ = try await storage.topic(address)
      let isNamed = address.scheme == .sns && address.path.hasPrefix("arn:")
      return [
        Finding(
          "topic.reachable", address.description, isNamed ? .skipped : .ok,
          isNamed ? "an ARN is taken as it is: only publishing shows whether the topic is there" : "it is there")
      ]
    } catch {
      return [
        Finding(
          "topic.reachable", address.description, .error, "\(error)",
          remedy: "check the name, the region and the account; allow sns:ListTopics and sns:Publish")
      ]
    }
  }
}
