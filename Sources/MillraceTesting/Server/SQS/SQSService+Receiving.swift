internal import MillraceJSON
internal import NIOCore
internal import Synchronization

extension SQSService {
  /// - Parameter reply: called once; later if the receive waits.
  func receive(
    _ input: JSONValue, reply: @escaping @Sendable (ServerResponse) -> Void
  ) throws(ServiceError) {
    let wanted = try SQSReceiveRequest(input)
    let name = try queueName(input)
    let deliver: @Sendable ([SQSDelivery]) -> Void = { reply(wanted.response($0)) }
    let (limit, faults) = (options.inFlightLimit, faults)
    let outcome = try change(name) { state, handovers, now throws(ServiceError) in
      let queue = try state.traits(name)
      if queue.inFlightCount >= limit {
        if queue.isFIFO { return ReceiveOutcome.deliver([]) }
        throw ServiceError("OverLimit", "Too many messages in flight.", 403)
      }
      let deliveries = state.receive(
        wanted.limit, from: name, visibility: wanted.visibility, now: now, faults: faults, handovers: &handovers)
      let wait = wanted.wait ?? Int64(queue.settings.wait) * 1000
      if !deliveries.isEmpty || wait == 0 { return .deliver(deliveries) }
      state.nextWaiter += 1
      let waiter = SQSWaiter(
        id: state.nextWaiter, limit: wanted.limit, visibility: wanted.visibility, deliver: deliver)
      state.queues[name]?.waiters.append(waiter)
      return .wait(waiter.id, wait)
    }
    switch outcome {
    case .deliver(let deliveries): deliver(deliveries)
    case .wait(let id, let wait):
      timers.scheduleTask(in: .milliseconds(wait)) { self.giveUp(id, of: name) }
    }
  }

  private enum ReceiveOutcome: Sendable {
    case deliver([SQSDelivery])
    case wait(UInt64, Int64)
  }

  private func giveUp(_ id: UInt64, of name: String) {
    let waiter = state.withLock { state -> SQSWaiter? in
      guard let index = state.queues[name]?.waiters.firstIndex(where: { $0.id == id }) else { return nil }
      return state.queues[name]?.waiters.remove(at: index)
    }
    waiter?.deliver([])
  }
}
