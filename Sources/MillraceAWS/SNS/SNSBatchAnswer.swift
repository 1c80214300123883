/// What became of the messages of a batch. The call can succeed while messages fail: both lists are to be read.
package struct SNSBatchAnswer: Sendable, Equatable {
  /// A message that the topic took.
  package struct Success: Sendable, Equatable {
    /// The position of the message in the request.
    package var index = -1
    package var messageID = ""
  }

  /// A message that it did not take.
  package struct Failure: Sendable, Equatable {
    /// The position of the message in the request.
    package var index = -1
    package var code = ""
    package var message: String?
    /// Whether publishing the same again would fail again.
    package var isSenderFault = false
  }

  package var successful: [Success] = []
  package var failed: [Failure] = []

  /// - Parameter reader: inside the result's element.
  init(from reader: inout XMLReader) throws(XMLError) {
    var answer = SNSBatchAnswer()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Successful":
        try reader.children { _, reader throws(XMLError) in answer.successful.append(try Success(from: &reader)) }
      case "Failed":
        try reader.children { _, reader throws(XMLError) in answer.failed.append(try Failure(from: &reader)) }
      default: break
      }
    }
    self = answer
  }

  private init() {}

  /// Counts messages that the answer does not mention as failed: nothing is known of them.
  mutating func complete(count: Int) {
    var mentioned = Set(successful.map(\.index))
    mentioned.formUnion(failed.map(\.index))
    for index in 0..<count where !mentioned.contains(index) {
      failed.append(Failure(index: index, code: "Missing", message: "The answer does not mention this message."))
    }
  }
}

extension SNSBatchAnswer.Success {
  fileprivate init(from reader: inout XMLReader) throws(XMLError) {
    var success = SNSBatchAnswer.Success()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Id": success.index = Int(try reader.text()) ?? -1
      case "MessageId": success.messageID = try reader.text()
      default: break
      }
    }
    self = success
  }
}

extension SNSBatchAnswer.Failure {
  fileprivate init(from reader: inout XMLReader) throws(XMLError) {
    var failure = SNSBatchAnswer.Failure()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Id": failure.index = Int(try reader.text()) ?? -1
      case "Code": failure.code = try reader.text()
      case "Message": failure.message = try reader.text()
      case "SenderFault": failure.isSenderFault = try reader.text() == "true"
      default: break
      }
    }
    self = failure
  }
}
