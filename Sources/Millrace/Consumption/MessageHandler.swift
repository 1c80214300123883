internal import MillraceCompression
internal import MillraceJSON
internal import MillraceStorage

/// What is done with each message. Each pipeline of a run has one of its own.
protocol MessageHandler: Sendable {
  /// Handles a message. When it returns, what came of the message is durable, or whoever was told has said so.
  ///
  /// - Returns: the bytes that were written or sent.
  /// - Throws: what is wrong with the surroundings; anything else is the message's fault.
  func handle(_ message: DeliveredMessage) async throws -> Int64

  /// Called once, when no more messages come.
  func close() async
}

/// Hands the body of each message to a step, and keeps the result under the message's name.
struct StepHandler: MessageHandler {
  let step: any ProcessingStep
  let results: any ObjectStore
  let patience: Patience
  /// What is done to each line of a message before the step sees it.
  var transform = RecordTransform([])

  func handle(_ message: DeliveredMessage) async throws -> Int64 {
    let writer = ResultWriter(results, key: try ObjectKey("\(message.name).\(step.suffix)"), patience: patience)
    let metadata = ObjectMetadata(bucket: "", key: message.name, size: Int64(message.body.count), etag: "")
    let channel = ChunkChannel(limit: 1)
    if !message.body.isEmpty { channel.add(message.body) }
    channel.finish()
    do {
      let content = ObjectContent(
        channel, name: message.name, limits: InflationLimits(), transform: transform, lineLimit: .max)
      try await step.process(metadata, content: content, into: writer)
      try await writer.publish()
    } catch {
      await writer.abandon()
      throw error
    }
    return await writer.written
  }

  func close() async { await step.close() }
}
