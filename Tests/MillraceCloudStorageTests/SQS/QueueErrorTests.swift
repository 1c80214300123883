import MillraceAWS
import MillraceStorage
import Testing

@testable import MillraceCloudStorage

@Suite struct QueueErrorTests {
  @Test(
    arguments: [
      ("QueueDoesNotExist", .notFound), ("AWS.SimpleQueueService.NonExistentQueue", .notFound),
      ("ReceiptHandleIsInvalid", .invalidHandle), ("AWS.SimpleQueueService.MessageNotInflight", .invalidHandle),
      ("OverLimit", .overLimit), ("AccessDenied", .accessDenied), ("InvalidMessageContents", .invalidMessage),
      ("RequestThrottled", .unavailable), ("BatchRequestTooLong", .invalidRequest), ("Unheard", .failed),
    ] as [(String, QueueError.Code)])
  func codesOfTheServiceAreTold(code: String, expected: QueueError.Code) {
    let error = AWSError(.service, code: code, "what happened", service: "SQS", operation: "X", status: 400)
    #expect(QueueError(error, queue: "https://host/1/q").code == expected)
  }

  @Test(
    arguments: [
      ("Value x for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.", .invalidHandle),
      ("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]", .invalidRequest),
      ("One or more parameters are invalid. Reason: Message must be shorter than 2048 bytes.", .invalidMessage),
    ] as [(String, QueueError.Code)])
  func oneCodeMeansMuch(detail: String, expected: QueueError.Code) {
    #expect(QueueError.serviceCode("InvalidParameterValue", detail: detail) == expected)
  }

  @Test func aMissingQueueComesWithACommand() {
    let error = AWSError(.service, code: "QueueDoesNotExist", "no", status: 400)
    #expect(
      QueueError(error, queue: "my.fifo").message
        .hasSuffix("aws sqs create-queue --queue-name my.fifo --attributes FifoQueue=true"))
  }

  @Test func attributesAreRead() {
    let attributes = QueueAttributes(sqs: [
      "VisibilityTimeout": "7", "MaximumMessageSize": "2048", "FifoQueue": "true", "QueueArn": "arn",
      "RedrivePolicy": #"{"deadLetterTargetArn":"d","maxReceiveCount":"5"}"#, "ApproximateNumberOfMessages": "3",
    ])
    #expect(attributes.visibilityTimeout == .seconds(7) && attributes.maximumMessageBytes == 2048)
    #expect(attributes.isFIFO && attributes.visible == 3 && attributes.other == ["QueueArn": "arn"])
    #expect(attributes.redrive == RedrivePolicy(deadLetterQueue: "d", maximumReceiveCount: 5))
  }
}
