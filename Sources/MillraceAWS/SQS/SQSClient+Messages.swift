internal import NIOCore

extension SQSClient {
  /// Receives messages; none where there were none while it waited.
  ///
  /// - Throws: code `BodyDigestMismatch` where a body is not what was sent. The messages become visible again by themselves.
  package func receiveMessage(_ input: ReceiveMessage) async throws(AWSError) -> [SQSMessage] {
    // The service holds the answer back while it waits.
    let patience = TimeAmount.seconds(Int64((input.wait ?? 20) + 10))
    let messages = try await call(input, answerTimeout: patience)
    for message in messages where !BodyDigest.matches(message.bodyMD5, message.body) {
      throw AWSError(
        .invalidAnswer, code: "BodyDigestMismatch",
        "The body of message \(message.id) is not what its MD5 says. Something changed it on its way; it will come again.",
        service: AWSService.sqs.displayName, operation: ReceiveMessage.name, isRetryable: true)
    }
    return messages
  }

  /// Sends messages. A message whose body arrived changed counts as failed, with the code `BodyDigestMismatch`.
  package func sendMessageBatch(_ input: SendMessageBatch) async throws(AWSError) -> SQSBatchAnswer {
    var answer = try await call(input)
    let damaged = answer.successful.filter { success in
      input.entries.indices.contains(success.index)
        && !BodyDigest.matches(success.bodyMD5, input.entries[success.index].body)
    }
    for success in damaged {
      answer.successful.removeAll { $0.index == success.index }
      answer.failed.append(
        .init(
          index: success.index, code: "BodyDigestMismatch",
          message: "The queue has message \(success.messageID), but not with the body that was sent."))
    }
    answer.complete(count: input.entries.count)
    return answer
  }

  /// Deletes one message.
  package func deleteMessage(_ input: DeleteMessage) async throws(AWSError) { try await call(input) }

  /// Deletes up to ten messages.
  package func deleteMessageBatch(_ input: DeleteMessageBatch) async throws(AWSError) -> SQSBatchAnswer {
    var answer = try await call(input)
    answer.complete(count: input.handles.count)
    return answer
  }

  /// Sets how long a message stays invisible.
  package func changeMessageVisibility(_ input: ChangeMessageVisibility) async throws(AWSError) {
    try await call(input)
  }

  /// Sets how long up to ten messages stay invisible.
  package func changeMessageVisibilityBatch(
    _ input: ChangeMessageVisibilityBatch
  ) async throws(AWSError) -> SQSBatchAnswer {
    var answer = try await call(input)
    answer.complete(count: input.entries.count)
    return answer
  }
}
