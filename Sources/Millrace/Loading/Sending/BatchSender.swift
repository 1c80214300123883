internal import MillraceStorage

/// Sends batches to the queue. What the queue refuses is sent again, that alone, after a pause; what it refuses for good
/// goes to quarantine.
struct BatchSender: Sendable {
  let queue: any MessageQueue
  let window: SendWindow
  let patience: Patience
  let isStopping: @Sendable () -> Bool
  let counters: LoadCounters
  let events: any EventSink

  /// Sends until no more batches come. One of these runs for each batch that may be under way.
  func work() async throws {
    while let batch = await window.nextBatch() {
      var open = batch.messages
      do {
        try await patience.attempt("send to \(queue.location)") {
          if let error = try await send(&open, of: batch) { throw error }
        }
        counters.update { $0.batches += 1 }
      } catch {
        if Task.isCancelled { throw CancellationError() }
        window.settle(open.map { ($0, .dropped) }, of: batch)
        if !isStopping() { throw error }
      }
    }
  }

  /// Sends messages; those that are to be sent again are left.
  ///
  /// - Returns: why some are left, if any are.
  private func send(_ open: inout [PendingMessage], of batch: OutgoingBatch) async throws -> QueueError? {
    do {
      let outcomes = try await queue.send(open.map(\.message))
      return settle(&open, outcomes, of: batch)
    } catch let error as QueueError where error.isOfMessages {
      return try await sendOneByOne(&open, of: batch, error)
    }
  }

  /// A batch that is refused as a whole holds a message that is at fault.
  private func sendOneByOne(
    _ open: inout [PendingMessage], of batch: OutgoingBatch, _ error: QueueError
  ) async throws -> QueueError? {
    let messages = open
    var left: [PendingMessage] = []
    defer { open = left }
    var reason: QueueError?
    for (index, message) in messages.enumerated() {
      var outcomes: [SendOutcome] = [.failed(error)]
      do {
        if messages.count == 1, error.code != .invalidMessage { throw error }
        if messages.count > 1 { outcomes = try await queue.send([message.message]) }
      } catch let error as QueueError where error.code == .invalidMessage {
        outcomes = [.failed(error)]
      } catch {
        left += messages[index...]
        throw error
      }
      var one = [message]
      reason = settle(&one, outcomes, of: batch) ?? reason
      left += one
    }
    return reason
  }

  /// Notes what became of messages; those that are to be sent again are left.
  private func settle(
    _ messages: inout [PendingMessage], _ outcomes: [SendOutcome], of batch: OutgoingBatch
  ) -> QueueError? {
    var settled: [(PendingMessage, FileItems.Status)] = []
    var left: [PendingMessage] = []
    var reason: QueueError?
    for (message, outcome) in zip(messages, outcomes) {
      switch outcome {
      case .sent: settled.append((message, .sent))
      case .failed(let error) where error.isOfMessages: settled.append((message, .bad(refuse(message, error))))
      case .failed(let error):
        left.append(message)
        reason = error
      }
    }
    count(settled)
    window.settle(settled, of: batch)
    messages = left
    return reason
  }

  private func count(_ settled: [(PendingMessage, FileItems.Status)]) {
    counters.update { values in
      for case (let message, .sent) in settled {
        values.messages += 1
        values.records += Int64(message.content.recordCount)
        values.bytesWritten += Int64(message.bytes)
      }
    }
  }

  private func refuse(_ message: PendingMessage, _ error: QueueError) -> BadRecordEntry {
    let content = message.content
    counters.update { $0.badRecords += Int64(content.recordCount) }
    let records =
      "the message of \(EventText.counted(content.recordCount, "record")) from record \(content.firstRecord)"
    events.record(
      PipelineEvent(
        .warning, "message-refused", "\(content.file.place.address): \(records) goes to quarantine: \(error.message)",
        [("address", .text(content.file.place.address)), ("record", .number(Int64(content.firstRecord)))]))
    return BadRecordEntry(
      input: content.file.place.address, version: content.file.place.version, line: 0, byteOffset: 0, errorOffset: 0,
      reason: "\(records): \(error.message)", bytes: message.message.body)
  }
}

extension QueueError {
  /// Whether the queue does not take what was sent, whoever sends it again.
  fileprivate var isOfMessages: Bool { code == .invalidMessage || code == .invalidRequest }
}
