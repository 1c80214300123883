internal import MillraceJSON

extension SQSService {
  /// Milliseconds for which a message can be hidden, counted from its receipt: twelve hours.
  static let longestVisibility: Int64 = 43_200_000

  func deleteMessage(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let handle = try Self.handle(input)
    try change(name) { state, _, now throws(ServiceError) in
      try self.delete(handle, from: name, now: now, &state)
    }
    return .null
  }

  func deleteBatch(_ input: JSONValue) throws(ServiceError) -> BatchAnswer {
    let name = try queueName(input)
    let entries = try Self.entries(input)
    return try change(name) { state, _, now throws(ServiceError) in
      _ = try state.queue(name)
      var answer = BatchAnswer()
      for entry in entries {
        do throws(ServiceError) {
          try self.delete(try Self.handle(entry.value), from: name, now: now, &state)
          answer.succeed(entry.id)
        } catch {
          answer.fail(entry.id, error)
        }
      }
      return answer
    }
  }

  private func delete(
    _ handle: String, from name: String, now: Int64, _ state: inout SQSState
  ) throws(ServiceError) {
    guard let number = try current(handle, in: name, &state) else { return }
    state.queues[name]?.advance(to: now)
    // The order of a group would not be sure any more.
    if let queue = state.queues[name], queue.isFIFO, let message = queue.message(number), message.state != .inFlight {
      _ = try Self.refuse(handle)
    }
    guard let removed = state.queues[name]?.remove(number) else { return }
    state.counters.deleted += removed.isDuplicate ? 0 : 1
  }

  func changeVisibility(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    let name = try queueName(input)
    let (handle, seconds) = (try Self.handle(input), try Self.visibility(input))
    try change(name) { state, _, now throws(ServiceError) in
      try self.hide(handle, for: seconds, in: name, now: now, &state)
    }
    return .null
  }

  func changeVisibilityBatch(_ input: JSONValue) throws(ServiceError) -> BatchAnswer {
    let name = try queueName(input)
    let entries = try Self.entries(input)
    return try change(name) { state, _, now throws(ServiceError) in
      _ = try state.queue(name)
      var answer = BatchAnswer()
      for entry in entries {
        do throws(ServiceError) {
          let (handle, seconds) = (try Self.handle(entry.value), try Self.visibility(entry.value))
          try self.hide(handle, for: seconds, in: name, now: now, &state)
          answer.succeed(entry.id)
        } catch {
          answer.fail(entry.id, error)
        }
      }
      return answer
    }
  }

  private func hide(
    _ handle: String, for seconds: Int64, in name: String, now: Int64, _ state: inout SQSState
  ) throws(ServiceError) {
    guard let number = try current(handle, in: name, &state) else { return }
    state.queues[name]?.advance(to: now)
    guard let message = state.queues[name]?.message(number), message.state == .inFlight else {
      throw SQSError.notInFlight
    }
    if now + seconds * 1000 > message.received + Self.longestVisibility {
      throw SQSError.outOfRange(
        Int(seconds), "VisibilityTimeout", "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
      )
    }
    state.queues[name]?.hide(number, for: seconds * 1000, now: now)
  }

  /// The message that a handle stands for; nil where the request is to succeed without an effect.
  private func current(_ text: String, in name: String, _ state: inout SQSState) throws(ServiceError) -> UInt64? {
    let queue = try state.queue(name)
    guard let handle = ReceiptHandle(text), handle.queue == queue.nonce else { throw SQSError.invalidHandle(text) }
    guard let message = queue.message(handle.message) else {
      // Deleted already, or moved away: deleting is idempotent.
      return handle.message
    }
    if message.receiveCount == handle.receive { return handle.message }
    switch options.staleHandles {
    case .accept: return queue.isFIFO ? try Self.refuse(text) : handle.message
    case .ignore: return queue.isFIFO ? try Self.refuse(text) : nil
    case .reject: return try Self.refuse(text)
    }
  }

  private static func refuse(_ handle: String) throws(ServiceError) -> UInt64? {
    throw ServiceError(
      "ReceiptHandleIsInvalid",
      "Value \(handle) for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")
  }

  private static func handle(_ input: JSONValue) throws(ServiceError) -> String {
    guard let handle = input["ReceiptHandle"]?.text, !handle.isEmpty else { throw SQSError.missing("ReceiptHandle") }
    return handle
  }

  private static func visibility(_ input: JSONValue) throws(ServiceError) -> Int64 {
    guard let seconds = input["VisibilityTimeout"]?.integer else { throw SQSError.missing("VisibilityTimeout") }
    guard 0...43_200 ~= seconds else {
      throw SQSError.outOfRange(
        Int(seconds), "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and 43200")
    }
    return seconds
  }
}
