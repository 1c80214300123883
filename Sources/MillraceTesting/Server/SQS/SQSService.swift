internal import MillraceJSON
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// SQS: the JSON protocol over ``SQSState``, and the waiting.
final class SQSService: Sendable {
  struct Options: Sendable {
    var region: String
    var account: String
    var staleHandles: StaleHandles
    /// Messages in flight in one queue, beyond which standard queues say `OverLimit`.
    var inFlightLimit: Int
  }

  let state: Mutex<SQSState>
  let options: Options
  let faults: SQSReceiveFaults
  /// Where waiting ends.
  let timers: any EventLoop

  init(options: Options, faults: SQSReceiveFaults, timers: any EventLoop) {
    self.options = options
    self.timers = timers
    self.faults = faults
    state = Mutex(SQSState(random: SplitMix(seed: UInt64(truncatingIfNeeded: ServerClock.machineTime))))
  }

  /// Forgets all queues; receives that wait get nothing.
  func reset() {
    let waiters = state.withLock { state in
      let waiters = state.queues.values.flatMap(\.waiters)
      state.queues = [:]
      state.tasks = []
      state.counters = SQSCounters()
      return waiters
    }
    for waiter in waiters { waiter.deliver([]) }
  }

  /// Answers, at once or, for a receive that waits, later.
  func handle(_ operation: String, _ request: ServerRequest, reply: @escaping @Sendable (ServerResponse) -> Void) {
    do throws(ServiceError) {
      let input = try Self.parse(request)
      switch operation {
      case "ReceiveMessage": try receive(input, reply: reply)
      case "SendMessageBatch": reply(Self.answer(try sendBatch(input).bytes))
      case "DeleteMessageBatch": reply(Self.answer(try deleteBatch(input).bytes))
      case "ChangeMessageVisibilityBatch": reply(Self.answer(try changeVisibilityBatch(input).bytes))
      default: reply(Self.answer(try perform(operation, input, request)))
      }
    } catch {
      reply(Self.response(to: error))
    }
  }

  private func perform(_ operation: String, _ input: JSONValue, _ request: ServerRequest) throws(ServiceError)
    -> JSONValue
  {
    switch operation {
    case "SendMessage": try sendMessage(input)
    case "DeleteMessage": try deleteMessage(input)
    case "ChangeMessageVisibility": try changeVisibility(input)
    case "CreateQueue": try createQueue(input, origin: request.origin)
    case "DeleteQueue": try deleteQueue(input)
    case "PurgeQueue": try purgeQueue(input)
    case "GetQueueUrl": try queueURL(input, origin: request.origin)
    case "ListQueues": try listQueues(input, origin: request.origin)
    case "GetQueueAttributes": try queueAttributes(input)
    case "SetQueueAttributes": try setQueueAttributes(input)
    case "ListDeadLetterSourceQueues": try deadLetterSources(input, origin: request.origin)
    case "StartMessageMoveTask": try startMove(input)
    case "ListMessageMoveTasks": try listMoves(input)
    case "CancelMessageMoveTask": try cancelMove(input)
    case "TagQueue", "UntagQueue", "ListQueueTags": try tags(operation, input)
    case "AddPermission", "RemovePermission": try permission(input)
    default: throw ServiceError("InvalidAction", "The action \(operation) is not valid for this endpoint.")
    }
  }

  private static func parse(_ request: ServerRequest) throws(ServiceError) -> JSONValue {
    guard request.headers.first(name: "content-type")?.hasPrefix("application/x-amz-json-1.0") == true else {
      throw ServiceError("SerializationException", "Content-Type must be application/x-amz-json-1.0.")
    }
    do {
      return try JSONValue(parsing: request.body.content.bytes)
    } catch {
      throw ServiceError("SerializationException", "The request is not JSON: \(error)")
    }
  }

  static func answer(_ value: JSONValue) -> ServerResponse { answer(value == .null ? [] : value.bytes) }

  private static func answer(_ bytes: [UInt8]) -> ServerResponse {
    ServerResponse(contentType: "application/x-amz-json-1.0", bytes: bytes)
  }

  static func response(to error: ServiceError) -> ServerResponse {
    let body: JSONValue = ["__type": .string("com.amazonaws.sqs#\(error.code)"), "message": .string(error.message)]
    var response = ServerResponse(status: error.status, contentType: "application/x-amz-json-1.0", bytes: body.bytes)
    let side = error.status < 500 ? "Sender" : "Receiver"
    response.headers.append(("x-amzn-query-error", "\(SQSError.queryCode(of: error.code));\(side)"))
    response.headers += error.headers
    return response
  }

  // MARK: What all operations need

  /// The queue that `QueueUrl` names.
  func queueName(_ input: JSONValue) throws(ServiceError) -> String {
    guard let url = input["QueueUrl"]?.text else { throw SQSError.missing("QueueUrl") }
    guard let name = url.split(separator: "/").last else { throw SQSError.noQueue }
    return String(name)
  }

  func url(_ name: String, origin: String) -> String { "\(origin)/\(options.account)/\(name)" }

  func arn(_ name: String) -> String { "arn:aws:sqs:\(options.region):\(options.account):\(name)" }

  /// Changes the state, and afterwards wakes whom it gave messages.
  ///
  /// - Parameter name: the queue that may have got something to receive, now or later.
  func change<Value: Sendable>(
    _ name: String? = nil,
    _ body: (inout SQSState, inout [SQSState.Handover], Int64) throws(ServiceError) -> Value
  ) throws(ServiceError) -> Value {
    let now = ServerClock.machineTime
    let outcome: Changed<Value> = state.withLock { state in
      var handovers: [SQSState.Handover] = []
      let result = Result { () throws(ServiceError) in try body(&state, &handovers, now) }
      if let name { state.serve(name, now: now, handovers: &handovers) }
      return Changed(result: result, handovers: handovers, pause: name.flatMap { state.pauseBeforeWake($0, now: now) })
    }
    for handover in outcome.handovers { handover.waiter.deliver(handover.deliveries) }
    if let name, let pause = outcome.pause {
      timers.scheduleTask(in: .milliseconds(pause)) { self.wake(name) }
    }
    return try outcome.result.get()
  }

  private struct Changed<Value: Sendable>: Sendable {
    var result: Result<Value, ServiceError>
    var handovers: [SQSState.Handover]
    /// Milliseconds after which the queue is to be looked at again.
    var pause: Int64?
  }

  private func wake(_ name: String) {
    try? change(name) { state, _, _ throws(ServiceError) in state.queues[name]?.wakeTime = nil }
  }
}
