internal import MillraceJSON

/// What happened on a test server since its start or its last reset.
package struct TestServerStatistics: Sendable, Equatable {
  /// By operation, e.g. `PutObject`; requests that failed count, too.
  package var requests: [String: Int]
  package var messagesSent: Int
  package var messagesReceived: Int
  package var messagesDeleted: Int
  /// Received again: after a timeout, or as a duplicate.
  package var messagesRedelivered: Int
  /// Duplicates that a fault made.
  package var messagesDuplicated: Int
  /// Moved to a dead-letter queue after too many receives.
  package var messagesBuried: Int
  /// By bucket, now.
  package var objects: [String: Int]
  /// By queue, now.
  package var queues: [String: QueueCounts]
  /// How often each kind of fault struck.
  package var faults: [String: Int]

  package struct QueueCounts: Sendable, Equatable {
    package var visible: Int
    package var inFlight: Int
    package var delayed: Int
  }

  var json: JSONValue {
    [
      "requests": Self.counts(requests),
      "messages": [
        "sent": .number(messagesSent), "received": .number(messagesReceived), "deleted": .number(messagesDeleted),
        "redelivered": .number(messagesRedelivered), "duplicated": .number(messagesDuplicated),
        "buried": .number(messagesBuried),
      ],
      "objects": Self.counts(objects),
      "queues": .object(
        JSONObject(
          queues.sorted { $0.key < $1.key }.map { name, counts in
            let json: JSONValue = [
              "visible": .number(counts.visible), "inFlight": .number(counts.inFlight),
              "delayed": .number(counts.delayed),
            ]
            return (name, json)
          })),
      "faults": Self.counts(faults),
    ]
  }

  private static func counts(_ values: [String: Int]) -> JSONValue {
    .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) }))
  }
}
