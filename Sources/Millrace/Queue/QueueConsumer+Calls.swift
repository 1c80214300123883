internal import MillraceStorage

extension QueueConsumer {
  /// Deletes and gives back, ten messages a call, several calls at a time.
  func resolveAll() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        switch decide({ (ConsumerEffects(), $0.nextCall(now: .now)) }) {
        case .call(let call): group.addTask { await self.perform(call) }
        case .wait(nil): await resolver.wait()
        case .wait(let instant?): await resolver.wait(upTo: ContinuousClock.now.duration(to: instant))
        case .end:
          group.cancelAll()
          return
        }
      }
    }
  }

  private func perform(_ call: ResolvingCall) async {
    let failures =
      switch call {
      case .delete(let batch):
        await failures(of: batch.map(\.handle)) { try await queue.delete(batch.map(\.handle)) }
      case .giveBack(let batch):
        await failures(of: batch.map(\.change.handle)) { try await queue.changeVisibility(batch.map(\.change)) }
      }
    decide { $0.called(call, failures: failures, now: .now) }
  }
}
