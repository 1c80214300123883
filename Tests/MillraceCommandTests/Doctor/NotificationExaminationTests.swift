import MillraceAWS
import MillraceStorage
import Testing

@testable import MillraceCommand

@Suite struct NotificationExaminationTests {
  private let arn = "arn:aws:sqs:eu-central-1:123456789012:events"
  private let topic = "arn:aws:sns:eu-central-1:123456789012:uploads"

  private func verdict(_ configuration: S3NotificationConfiguration) -> Finding {
    NotificationExamination.verdict(on: configuration, of: "uploads", queue: arn)
  }

  @Test func whatIsConfiguredIsNamed() {
    let filter = S3NotificationTarget.Filter(name: "Prefix", value: "incoming/")
    let direct = verdict(.init(targets: [.init(.queue, arn: arn, filters: [filter])]))
    #expect(direct.verdict == .ok)
    #expect(direct.message.contains("below “incoming/”"))
    let byTopic = verdict(.init(targets: [.init(.topic, arn: topic)]))
    #expect(byTopic.verdict == .warning)
    #expect(byTopic.message.contains(topic))
    let byBus = verdict(.init(sendsToEventBridge: true))
    #expect(byBus.verdict == .warning)
    #expect(byBus.message.contains("EventBridge"))
  }

  @Test func whatIsMissingIsAnErrorWithTheWayOut() {
    for configuration in [
      S3NotificationConfiguration(), .init(targets: [.init(.queue, arn: arn + "-other")]),
      .init(targets: [.init(.queue, arn: arn, events: ["s3:ObjectRemoved:*"])]),
    ] {
      let found = verdict(configuration)
      #expect(found.verdict == .error)
      #expect(found.remedy?.contains("put-bucket-notification-configuration --bucket uploads") == true)
    }
  }

  @Test func theBucketIsFoundInTheQueuesPolicy() async {
    let policy = """
      {"Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::uploads"}}}]}
      """
    let examination = NotificationExamination(
      queue: Address(scheme: .sqs, path: "events"), buckets: [],
      attributes: { [arn] in ["QueueArn": arn, "Policy": policy] },
      notification: { [arn] bucket in
        .init(targets: bucket == "uploads" ? [.init(.queue, arn: arn)] : [])
      })
    let found = await examination.findings()
    #expect(found.map(\.verdict) == [.ok, .ok])
    #expect(found.map(\.check) == ["notification.configured", "notification.allowed"])
  }

  @Test func withoutABucketItIsSkipped() async {
    let examination = NotificationExamination(
      queue: Address(scheme: .sqs, path: "events"), buckets: [], attributes: { ["QueueArn": "x"] },
      notification: { _ in .init() })
    #expect(await examination.findings().map(\.verdict) == [.skipped])
  }
}
