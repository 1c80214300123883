internal import MillraceJSON
internal import Synchronization

extension SQSService {
  func createQueue(_ input: JSONValue, origin: String) throws(ServiceError) -> JSONValue {
    guard let name = input["QueueName"]?.text else { throw SQSError.missing("QueueName") }
    let isFIFO = name.hasSuffix(".fifo")
    let base = isFIFO ? name.dropLast(5) : name[...]
    guard 1...80 ~= name.utf8.count, !base.isEmpty, base.utf8.allSatisfy(Self.isNameCharacter) else {
      throw SQSError.invalidParameter(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
    }
    let given = Self.strings(input["Attributes"])
    if isFIFO, given["FifoQueue"] != "true" {
      throw SQSError.invalidParameter("The name of a queue that ends in .fifo needs the attribute FifoQueue=true.")
    }
    var settings = SQSQueueSettings(isFIFO: isFIFO)
    for (name, value) in given { try settings.set(name, value) }
    let (wanted, arn, tags) = (settings, arn(name), Self.strings(input["tags"]))
    try change { state, _, now throws(ServiceError) in
      if let existing = state.queues[name] {
        if given.allSatisfy({ existing.settings.values[$0.key] == $0.value }) { return }
        throw ServiceError(
          "QueueNameExists", "A queue already exists with the same name and a different value for an attribute.")
      }
      try Self.checkDeadLetterQueue(of: wanted, in: state)
      var queue = SQSQueue(name: name, arn: arn, nonce: state.random.next() >> 1, created: now, settings: wanted)
      queue.tags = tags
      state.queues[name] = queue
    }
    return ["QueueUrl": .string(url(name, origin: origin))]
  }

  private static func checkDeadLetterQueue(of settings: SQSQueueSettings, in state: SQSState) throws(ServiceError) {
    guard let target = settings.deadLetterQueue else { return }
    guard let queue = state.queues[target], queue.isFIFO == settings.isFIFO else {
      throw SQSError.invalidParameter(
        "Value for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist, or is not of the same type."
      )
    }
  }

  func deleteQueue(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let waiters = try change { state, _, _ throws(ServiceError) in
      let waiters = try state.queue(name).waiters
      state.queues[name] = nil
      return waiters
    }
    for waiter in waiters { waiter.deliver([]) }
    return .null
  }

  func purgeQueue(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    try change { state, _, now throws(ServiceError) in
      if now - 60_000 < (try state.queue(name).purged) {
        throw ServiceError(
          "PurgeQueueInProgress", "Only one PurgeQueue operation on \(name) is allowed every 60 seconds.", 403)
      }
      state.queues[name]?.removeAll()
      state.queues[name]?.purged = now
    }
    return .null
  }

  func queueURL(_ input: JSONValue, origin: String) throws(ServiceError) -> JSONValue {
    guard let name = input["QueueName"]?.text else { throw SQSError.missing("QueueName") }
    try change { state, _, _ throws(ServiceError) in _ = try state.queue(name) }
    return ["QueueUrl": .string(url(name, origin: origin))]
  }

  func listQueues(_ input: JSONValue, origin: String) throws(ServiceError) -> JSONValue {
    let prefix = input["QueueNamePrefix"]?.text ?? ""
    let after = input["NextToken"]?.text ?? ""
    let limit = Int(input["MaxResults"]?.integer ?? 1000)
    let names = state.withLock { $0.queues.keys.filter { $0.hasPrefix(prefix) && $0 > after }.sorted() }
    if names.isEmpty { return [:] }
    var answer = JSONObject([
      ("QueueUrls", .array(names.prefix(limit).map { .string(url($0, origin: origin)) }))
    ])
    if names.count > limit, input["MaxResults"] != nil { answer.append("NextToken", .string(names[limit - 1])) }
    return .object(answer)
  }

  func queueAttributes(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let wanted = (input["AttributeNames"]?.elements ?? []).compactMap(\.text)
    let all = try change { state, _, now throws(ServiceError) in
      state.queues[name]?.advance(to: now)
      return try state.queue(name).attributes
    }
    for name in wanted where name != "All" && all[name] == nil && !SQSQueue.optionalAttributes.contains(name) {
      throw ServiceError("InvalidAttributeName", "Unknown Attribute \(name).")
    }
    let chosen = all.filter { wanted.contains("All") || wanted.contains($0.key) }.sorted { $0.key < $1.key }
    if chosen.isEmpty { return [:] }
    return ["Attributes": .object(JSONObject(chosen.map { ($0.key, .string($0.value)) }))]
  }

  func setQueueAttributes(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let given = Self.strings(input["Attributes"])
    if given.isEmpty { throw SQSError.missing("Attributes") }
    try change(name) { state, _, now throws(ServiceError) in
      var settings = try state.queue(name).settings
      for (name, value) in given { try settings.set(name, value) }
      try Self.checkDeadLetterQueue(of: settings, in: state)
      state.queues[name]?.settings = settings
      state.queues[name]?.modified = now
    }
    return .null
  }

  func deadLetterSources(_ input: JSONValue, origin: String) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let sources = try change { state, _, _ throws(ServiceError) in
      _ = try state.queue(name)
      return state.queues.values.filter { $0.settings.deadLetterQueue == name }.map(\.name).sorted()
    }
    return ["queueUrls": .array(sources.map { .string(url($0, origin: origin)) })]
  }

  func tags(_ operation: String, _ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let (added, removed) = (Self.strings(input["Tags"]), (input["TagKeys"]?.elements ?? []).compactMap(\.text))
    let tags = try change { state, _, _ throws(ServiceError) in
      var tags = try state.queue(name).tags
      tags.merge(added) { $1 }
      for key in removed { tags[key] = nil }
      state.queues[name]?.tags = tags
      return tags
    }
    if operation != "ListQueueTags" { return .null }
    return ["Tags": .object(JSONObject(tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))]
  }

  /// Accepted and without effect: whoever has the key may do everything here.
  func permission(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    try change { state, _, _ throws(ServiceError) in _ = try state.queue(name) }
    return .null
  }

  static func strings(_ value: JSONValue?) -> [String: String] {
    var result: [String: String] = [:]
    for member in value?.members?.members ?? [] { result[member.key] = member.value.text }
    return result
  }
}

extension SQSQueue {
  /// Attributes that a queue need not have; asking for them is no mistake.
  static let optionalAttributes: Set<String> = [
    "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "FifoQueue",
    "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit",
  ]

  /// All attributes, those set and those counted.
  var attributes: [String: String] {
    var all = settings.values
    all["QueueArn"] = arn
    all["ApproximateNumberOfMessages"] = String(readyCount)
    all["ApproximateNumberOfMessagesNotVisible"] = String(inFlightCount)
    all["ApproximateNumberOfMessagesDelayed"] = String(delayedCount)
    all["CreatedTimestamp"] = String(created / 1000)
    all["LastModifiedTimestamp"] = String(modified / 1000)
    return all
  }
}
