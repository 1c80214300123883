internal import MillraceJSON

/// What became of the entries of a batch. The call can succeed while entries fail: both lists are to be read.
package struct SQSBatchAnswer: Sendable, Equatable {
  /// An entry that the queue acted on.
  package struct Success: Sendable, Equatable {
    /// The position of the entry in the request.
    package var index = -1
    /// Only for sends: the message's id.
    package var messageID = ""
    /// Only for sends: hexadecimal.
    package var bodyMD5 = ""
    /// Only for sends to FIFO queues.
    package var sequenceNumber: String?
  }

  /// An entry that it did not act on.
  package struct Failure: Sendable, Equatable {
    /// The position of the entry in the request.
    package var index = -1
    package var code = ""
    package var message: String?
    /// Whether sending the same again would fail again.
    package var isSenderFault = false
  }

  package var successful: [Success] = []
  package var failed: [Failure] = []

  init(from reader: inout JSONReader) throws(JSONError) {
    var answer = SQSBatchAnswer()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "Successful":
        try reader.array { reader throws(JSONError) in answer.successful.append(try Success(from: &reader)) }
      case "Failed":
        try reader.array { reader throws(JSONError) in answer.failed.append(try Failure(from: &reader)) }
      default: try reader.skip()
      }
    }
    self = answer
  }

  private init() {}

  /// Counts entries that the answer does not mention as failed: nothing is known of them.
  mutating func complete(count: Int) {
    for index in 0..<count
    where !successful.contains(where: { $0.index == index }) && !failed.contains(where: { $0.index == index }) {
      failed.append(Failure(index: index, code: "Missing", message: "The answer does not mention this entry."))
    }
  }
}

extension SQSBatchAnswer.Success {
  fileprivate init(from reader: inout JSONReader) throws(JSONError) {
    var success = SQSBatchAnswer.Success()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "Id": success.index = Int(try reader.string()) ?? -1
      case "MessageId": success.messageID = try reader.string()
      case "MD5OfMessageBody": success.bodyMD5 = try reader.string()
      case "SequenceNumber": success.sequenceNumber = try reader.optionalString()
      default: try reader.skip()
      }
    }
    self = success
  }
}

extension SQSBatchAnswer.Failure {
  fileprivate init(from reader: inout JSONReader) throws(JSONError) {
    var failure = SQSBatchAnswer.Failure()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "Id": failure.index = Int(try reader.string()) ?? -1
      case "Code": failure.code = try reader.string()
      case "Message": failure.message = try reader.optionalString()
      case "SenderFault": failure.isSenderFault = try reader.boolean()
      default: try reader.skip()
      }
    }
    self = failure
  }
}
