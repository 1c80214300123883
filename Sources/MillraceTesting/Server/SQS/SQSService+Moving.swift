internal import MillraceJSON
internal import NIOCore

extension SQSService {
  /// Messages moved at a time.
  private static let moveBatch = 100

  func startMove(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    guard let source = input["SourceArn"]?.text else { throw SQSError.missing("SourceArn") }
    let destination = input["DestinationArn"]?.text
    let rate = input["MaxNumberOfMessagesPerSecond"]?.integer.map { Int($0) }
    if let rate, !(1...500 ~= rate) {
      throw SQSError.outOfRange(rate, "MaxNumberOfMessagesPerSecond", "Must be between 1 and 500, if provided.")
    }
    let handle = try change { state, _, now throws(ServiceError) in
      if let name = source.split(separator: ":").last { state.queues[String(name)]?.advance(to: now) }
      let queue = try Self.queue(arn: source, state)
      if let destination { _ = try Self.queue(arn: destination, state) }
      guard state.queues.values.contains(where: { $0.settings.deadLetterQueue == queue.name }) else {
        throw SQSError.invalidParameter("Source queue must be configured as a Dead Letter Queue.")
      }
      if state.tasks.contains(where: { $0.source == source && $0.status == .running }) {
        throw ServiceError(
          "UnsupportedOperation", "There is already a task running. Only one active task is allowed for a source queue."
        )
      }
      let task = SQSMoveTask(
        handle: "AQEB" + state.makeID(), source: source, destination: destination, rate: rate,
        toMove: queue.readyCount, started: now)
      state.tasks.append(task)
      return task.handle
    }
    continueMove(handle)
    return ["TaskHandle": .string(handle)]
  }

  private static func queue(arn: String, _ state: SQSState) throws(ServiceError) -> SQSQueue {
    guard let queue = arn.split(separator: ":").last.flatMap({ state.queues[String($0)] }), queue.arn == arn else {
      throw ServiceError("ResourceNotFoundException", "The resource that you specified for the ARN doesn't exist.", 404)
    }
    return queue
  }

  private func continueMove(_ handle: String) {
    let pause = try? change { state, handovers, now throws(ServiceError) in
      state.move(handle, limit: Self.moveBatch, now: now, handovers: &handovers)
    }
    if let pause = pause ?? nil { timers.scheduleTask(in: .milliseconds(pause)) { self.continueMove(handle) } }
  }

  func listMoves(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    guard let source = input["SourceArn"]?.text else { throw SQSError.missing("SourceArn") }
    let limit = Int(input["MaxResults"]?.integer ?? 1)
    guard 1...10 ~= limit else {
      throw SQSError.outOfRange(limit, "MaxResults", "Must be between 1 and 10, if provided.")
    }
    let tasks = try change { state, _, _ throws(ServiceError) in
      _ = try Self.queue(arn: source, state)
      return state.tasks.reversed().filter { $0.source == source }
    }
    return ["Results": .array(tasks.prefix(limit).map(\.json))]
  }

  func cancelMove(_ input: JSONValue) throws(ServiceError) -> JSONValue {
    guard let handle = input["TaskHandle"]?.text else { throw SQSError.missing("TaskHandle") }
    let moved = try change { state, _, _ throws(ServiceError) in
      guard let index = state.tasks.firstIndex(where: { $0.handle == handle && $0.status == .running }) else {
        throw ServiceError("ResourceNotFoundException", "Task does not exist or is not running.", 404)
      }
      state.tasks[index].status = .cancelled
      return state.tasks[index].moved
    }
    return ["ApproximateNumberOfMessagesMoved": .number(moved)]
  }
}

extension SQSState {
  /// Moves some messages; returns the pause in milliseconds before the next, or nil when the task is over.
  mutating func move(_ handle: String, limit: Int, now: Int64, handovers: inout [Handover]) -> Int64? {
    guard let index = tasks.firstIndex(where: { $0.handle == handle }), tasks[index].status == .running,
      let source = tasks[index].source.split(separator: ":").last.map(String.init)
    else { return nil }
    let count = min(limit, max(1, (tasks[index].rate ?? limit * 10) / 10))
    guard
      let taken = queues[source]?.receive(min(count, tasks[index].toMove - tasks[index].moved), visibility: 0, now: now)
    else { return nil }
    for delivery in taken.deliveries {
      guard let number = ReceiptHandle(delivery.receiptHandle)?.message else { continue }
      guard let target = (tasks[index].destination ?? delivery.message.source)?.split(separator: ":").last,
        queues[String(target)] != nil
      else {
        tasks[index].status = .failed
        tasks[index].failure = "CouldNotDetermineMessageSource"
        return nil
      }
      _ = queues[source]?.remove(number)
      var message = delivery.message
      (message.receiveCount, message.firstReceived, message.source, message.sequenceNumber) = (0, 0, nil, nil)
      _ = queues[String(target)]?.add(message, delay: 0, now: now)
      tasks[index].moved += 1
      serve(String(target), now: now, handovers: &handovers)
    }
    if taken.deliveries.isEmpty || tasks[index].moved >= tasks[index].toMove {
      tasks[index].status = .completed
      return nil
    }
    return tasks[index].rate == nil ? 1 : 1000 * Int64(count) / Int64(tasks[index].rate ?? 1)
  }
}

extension SQSMoveTask {
  var json: JSONValue {
    var object = JSONObject([("Status", .string(status.rawValue)), ("SourceArn", .string(source))])
    if status == .running { object.append("TaskHandle", .string(handle)) }
    if let destination { object.append("DestinationArn", .string(destination)) }
    if let rate { object.append("MaxNumberOfMessagesPerSecond", .number(rate)) }
    object.append("ApproximateNumberOfMessagesMoved", .number(moved))
    object.append("ApproximateNumberOfMessagesToMove", .number(toMove))
    if let failure { object.append("FailureReason", .string(failure)) }
    object.append("StartedTimestamp", .number(started))
    return .object(object)
  }
}
