import Foundation
import Testing

@testable import MillraceAWS

@Suite struct SNSOperationTests {
  @Test func writesABatch() {
    let batch = SNSClient.PublishBatch(
      topic: "arn:t",
      entries: [
        .init(message: "a b", subject: "s", attributes: ["k": .init(type: "Binary", value: .binary([0]))]),
        .init(message: "c", group: "g", deduplicationID: "d"),
      ])
    let body = String(decoding: batch.body(version: "2010-03-31"), as: UTF8.self)
    let entries = "PublishBatchRequestEntries.member"
    #expect(
      body.split(separator: "&") == [
        "Action=PublishBatch", "Version=2010-03-31", "TopicArn=arn%3At", "\(entries).1.Id=0",
        "\(entries).1.Message=a+b", "\(entries).1.Subject=s", "\(entries).1.MessageAttributes.entry.1.Name=k",
        "\(entries).1.MessageAttributes.entry.1.Value.DataType=Binary",
        "\(entries).1.MessageAttributes.entry.1.Value.BinaryValue=AA%3D%3D", "\(entries).2.Id=1",
        "\(entries).2.Message=c", "\(entries).2.MessageGroupId=g", "\(entries).2.MessageDeduplicationId=d",
      ])
  }

  @Test func readsBothListsOfABatch() throws {
    let answer = try SNSClient.PublishBatch.output(
      fromAnswer: Array(
        """
        <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Failed><member>
        <Id>1</Id><Code>InvalidParameter</Code><Message>no</Message><SenderFault>true</SenderFault></member></Failed>
        <Successful><member><Id>0</Id><MessageId>m</MessageId></member></Successful></PublishBatchResult>
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>
        """.utf8))
    #expect(answer.successful == [.init(index: 0, messageID: "m")])
    #expect(answer.failed == [.init(index: 1, code: "InvalidParameter", message: "no", isSenderFault: true)])
  }

  @Test func readsAttributesOfATopic() throws {
    let attributes = try SNSClient.GetTopicAttributes.output(
      fromAnswer: Array(
        """
        <GetTopicAttributesResponse><GetTopicAttributesResult><Attributes><entry><key>Owner</key><value>1</value></entry>
        <entry><key>Policy</key><value>{&quot;a&quot;:1}</value></entry></Attributes></GetTopicAttributesResult>
        </GetTopicAttributesResponse>
        """.utf8))
    #expect(attributes == ["Owner": "1", "Policy": "{\"a\":1}"])
  }

  @Test func writesMetrics() {
    let metric = MetricDatum(
      "Files", .summary(count: 2, sum: 3, minimum: 1, maximum: 2), unit: "Count",
      dimensions: [.init("Pipeline", "p")], time: Date(timeIntervalSince1970: 0))
    let put = CloudWatchClient.PutMetricData(namespace: "N", metrics: [metric, MetricDatum("Lag", .single(0.5))])
    let body = String(decoding: put.body(version: "2010-08-01"), as: UTF8.self)
    for part in [
      "Namespace=N", "MetricData.member.1.MetricName=Files", "MetricData.member.1.Timestamp=1970-01-01T00%3A00%3A00Z",
      "MetricData.member.1.Dimensions.member.1.Value=p", "MetricData.member.1.StatisticValues.Sum=3.0",
      "MetricData.member.2.Value=0.5",
    ] { #expect(body.split(separator: "&").contains(Substring(part)), "\(part)") }
  }
}
