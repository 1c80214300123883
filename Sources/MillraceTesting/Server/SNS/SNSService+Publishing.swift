internal import Synchronization

extension SNSService {
  func publish(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let topic = try topic(try parameter(form, form["TargetArn"] == nil ? "TopicArn" : "TargetArn"))
    let message = try SNSMessage(
      { form[$0] }, attributes: QueryProtocol.list(form, "MessageAttributes.entry"), isFIFO: topic.isFIFO)
    let id = deliver(message, to: topic)
    return Self.answer("Publish") { $0.element("MessageId", id) }
  }

  func publishBatch(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let topic = try topic(try parameter(form, "TopicArn"))
    let entries = QueryProtocol.list(form, "PublishBatchRequestEntries.member")
    try Self.check(entries)
    var results: [(id: String, result: Result<SNSMessage, ServiceError>)] = []
    for (index, entry) in entries.enumerated() {
      let attributes = QueryProtocol.list(
        form, "PublishBatchRequestEntries.member.\(index + 1).MessageAttributes.entry")
      let result = Result { () throws(ServiceError) in
        try SNSMessage({ entry[$0] }, attributes: attributes, isFIFO: topic.isFIFO)
      }
      results.append((entry["Id"] ?? "", result))
    }
    if results.reduce(0, { $0 + ((try? $1.result.get().size) ?? 0) }) > SNSMessage.largest {
      throw ServiceError(
        "BatchRequestTooLong", "The length of all the batch messages put together is more than the limit.")
    }
    let published = results.map { ($0.id, $0.result.map { deliver($0, to: topic) }) }
    return Self.answer("PublishBatch") { Self.write(published, to: &$0) }
  }

  private static func check(_ entries: [[String: String]]) throws(ServiceError) {
    if entries.isEmpty { throw ServiceError("EmptyBatchRequest", "The batch request doesn't contain any entries.") }
    if entries.count > 10 {
      throw ServiceError(
        "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible (10).")
    }
    if Set(entries.map { $0["Id"] ?? "" }).count < entries.count {
      throw ServiceError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.")
    }
    for entry in entries {
      let id = entry["Id"] ?? ""
      guard 1...80 ~= id.utf8.count, id.utf8.allSatisfy(SQSService.isNameCharacter) else {
        throw ServiceError(
          "InvalidBatchEntryId", "The Id of a batch entry in a batch request doesn't abide by the specification.")
      }
    }
  }

  private static func write(_ published: [(String, Result<String, ServiceError>)], to xml: inout XMLWriter) {
    xml.element("Successful") { xml in
      for case (let id, .success(let message)) in published {
        xml.element("member") { xml in
          xml.element("Id", id)
          xml.element("MessageId", message)
        }
      }
    }
    xml.element("Failed") { xml in
      for case (let id, .failure(let error)) in published {
        xml.element("member") { xml in
          xml.element("Id", id)
          xml.element("Code", error.code)
          xml.element("Message", error.message)
          xml.element("SenderFault", error.status < 500)
        }
      }
    }
  }

  /// Puts a message into the queues of all subscriptions that want it; returns its id.
  @discardableResult
  func deliver(_ message: SNSMessage, to topic: SNSTopic) -> String {
    let id = queues.state.withLock { $0.makeID() }
    for subscription in topic.subscriptions {
      if let filter = subscription.filter, !filter.accepts(message.attributes, body: message.body) { continue }
      let draft = message.draft(
        raw: subscription.isRaw, topic: topic.arn, subscription: subscription.arn, id: id, now: clock.now)
      queues.deliver(draft, to: subscription.queue)
    }
    return id
  }
}
