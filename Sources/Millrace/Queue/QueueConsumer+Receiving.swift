internal import MillraceStorage

extension QueueConsumer {
  /// Runs all receivers. Most of them are parked most of the time, which costs nothing.
  func receiveAll() async {
    await readAttributes()
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await self.waitOutReceives()
        return false
      }
      for index in receivers.indices {
        group.addTask {
          await self.receive(as: index)
          return true
        }
      }
      var running = receivers.count
      while let hasReceived = await group.next() {
        if hasReceived { running -= 1 }
        // Receives that are still waiting after the grace have nothing to bring.
        if !hasReceived || running == 0 { group.cancelAll() }
      }
    }
  }

  /// Returns when a stop has been asked for and its grace is over.
  private func waitOutReceives() async {
    while !Task.isCancelled, !decide({ (ConsumerEffects(), $0.isStopping) }) { await end.wait() }
    try? await Task.sleep(for: options.receiveGrace)
  }

  private func receive(as index: Int) async {
    defer { decide { $0.receiverEnded() } }
    while !Task.isCancelled {
      switch decide({ (ConsumerEffects(), $0.nextReceive(index, now: .now)) }) {
      case .end: return
      case .park: await receivers[index].wait()
      case .pause(let instant): await receivers[index].wait(upTo: ContinuousClock.now.duration(to: instant))
      case .examine: await examine()
      case .receive(let request): await receive(request)
      }
    }
  }

  private func receive(_ request: ReceiveRequest) async {
    do {
      let messages = try await queue.receive(
        maximum: request.count, wait: request.wait, visibility: request.visibility)
      decide { $0.received(messages, by: request, for: self, now: .now) }
    } catch {
      let error = error as? QueueError ?? QueueError(.unavailable, "\(error)", cause: error)
      decide { $0.receiveFailed(error, by: request, now: .now) }
    }
  }

  /// Finds out whether an empty queue has messages that others hold. Where it cannot be asked, it has none.
  private func examine() async {
    let attributes = try? await queue.attributes()
    decide { $0.examined(attributes, of: queue.location, now: .now) }
  }

  /// Reads what the queue is set to. Where it cannot be read, a timeout is assumed, and asked for with each receive.
  func readAttributes() async {
    do {
      let attributes = try await queue.attributes()
      decide { $0.attributesRead(attributes, now: .now) }
    } catch {
      let error = error as? QueueError ?? QueueError(.unavailable, "\(error)", cause: error)
      decide { $0.attributesUnreadable(error, now: .now) }
    }
  }
}
