import Testing

@testable import MillraceCloudStorage

@Suite struct QueueReferenceTests {
  @Test(arguments: [
    ("my-queue", nil), ("my-queue.fifo", nil), ("arn:aws:sqs:eu-west-1:123456789012:q", "eu-west-1"),
    ("https://sqs.ap-south-1.amazonaws.com/1/q", "ap-south-1"),
    ("https://eu-west-3.queue.amazonaws.com/1/q", "eu-west-3"), ("https://queue.amazonaws.com/1/q", nil),
    ("https://sqs.cn-north-1.amazonaws.com.cn/1/q", "cn-north-1"), ("http://127.0.0.1:9324/000000000000/q", nil),
  ])
  func addressesTellTheRegion(text: String, region: String?) {
    #expect(QueueReference(text).region == region)
  }

  @Test func arnsTellTheAccount() {
    #expect(
      QueueReference("arn:aws:sqs:eu-west-1:123456789012:q")
        == .arn(name: "q", account: "123456789012", region: "eu-west-1"))
  }
}
