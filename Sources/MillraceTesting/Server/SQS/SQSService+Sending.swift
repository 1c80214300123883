internal import Crypto
internal import MillraceJSON

extension SQSService {
  static let largestBatch = 1_048_576
  static let batchEntries = 10

  func sendMessage(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let draft = try SQSDraft(input)
    let (message, accepted) = try change(name) { state, handovers, now throws(ServiceError) in
      let queue = try state.traits(name)
      let message = try draft.message(for: queue, id: state.makeID(), now: now)
      return (message, state.send(message, to: name, delay: draft.milliseconds(queue), now: now, handovers: &handovers))
    }
    return .object(JSONObject(Self.sent(message, accepted).map { ($0.name, .string($0.text)) }))
  }

  func sendBatch(_ input: JSONValue) throws(ServiceError) -> BatchAnswer {
    let name = try queueName(input)
    let entries = try Self.entries(input)
    let drafts = entries.map { entry in Result { () throws(ServiceError) in try SQSDraft(entry.value) } }
    let total = drafts.reduce(0) { $0 + ((try? $1.get().size) ?? 0) }
    if total > Self.largestBatch {
      throw ServiceError(
        "BatchRequestTooLong",
        "Batch requests cannot be longer than \(Self.largestBatch) bytes. You have sent \(total) bytes.")
    }
    // Whoever waits is served once, when all of them are there.
    return try change(name) { state, _, now throws(ServiceError) in
      let queue = try state.traits(name)
      var answer = BatchAnswer()
      for (entry, draft) in zip(entries, drafts) {
        do throws(ServiceError) {
          let draft = try draft.get()
          let message = try draft.message(for: queue, id: state.makeID(), now: now)
          let delay = draft.milliseconds(queue)
          answer.succeed(entry.id, Self.sent(message, state.accept(message, to: name, delay: delay, now: now)))
        } catch {
          answer.fail(entry.id, error)
        }
      }
      return answer
    }
  }

  /// What a sender is told of a message: ids and digests, of characters that need no escapes.
  private static func sent(_ message: SQSMessage, _ accepted: SQSQueue.Accepted) -> [(name: String, text: String)] {
    var members = [("MessageId", accepted.id), ("MD5OfMessageBody", message.bodyMD5)]
    if let md5 = message.attributesMD5 { members.append(("MD5OfMessageAttributes", md5)) }
    if let number = accepted.sequenceNumber { members.append(("SequenceNumber", number)) }
    return members
  }

  /// The entries of a batch, with the rules that all batches have.
  static func entries(_ input: JSONValue) throws(ServiceError) -> [(id: String, value: JSONValue)] {
    guard let values = input["Entries"]?.elements, !values.isEmpty else {
      throw ServiceError("EmptyBatchRequest", "There should be at least one entry in the request.")
    }
    guard values.count <= batchEntries else {
      throw ServiceError(
        "TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are \(batchEntries). You have sent \(values.count).")
    }
    var entries: [(id: String, value: JSONValue)] = []
    for value in values {
      let id = value["Id"]?.text ?? ""
      guard 1...80 ~= id.utf8.count, id.utf8.allSatisfy({ isNameCharacter($0) }) else {
        throw ServiceError(
          "InvalidBatchEntryId",
          "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 "
            + "letters long.")
      }
      if entries.contains(where: { $0.id == id }) {
        throw ServiceError("BatchEntryIdsNotDistinct", "Id \(id) repeated.")
      }
      entries.append((id, value))
    }
    return entries
  }

  static func isNameCharacter(_ byte: UInt8) -> Bool {
    PercentCoding.isUnreserved(byte) && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "~")
  }
}
