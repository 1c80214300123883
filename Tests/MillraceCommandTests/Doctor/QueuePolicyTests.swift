import Testing

@testable import MillraceCommand

@Suite struct QueuePolicyTests {
  private let bucket = "arn:aws:s3:::uploads"

  private func policy(
    effect: String = "Allow", principal: String = #"{"Service": "s3.amazonaws.com"}"#,
    action: String = #""sqs:SendMessage""#,
    condition: String? = nil
  ) -> String {
    let suffix = condition.map { #", "Condition": \#($0)"# } ?? ""
    return #"{"Effect": "\#(effect)", "Principal": \#(principal), "Action": \#(action), "Resource": "*"\#(suffix)}"#
  }

  private func lets(_ statements: String...) -> Bool {
    let text = #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ","))]}"#
    return QueuePolicy(text).lets("s3.amazonaws.com", sendFor: bucket)
  }

  @Test func whatPeopleWriteIsUnderstood() {
    #expect(lets(policy()))
    #expect(lets(policy(principal: #""*""#)))
    #expect(lets(policy(principal: #"{"AWS": "*"}"#)))
    #expect(lets(policy(principal: #"{"Service": ["sns.amazonaws.com", "s3.amazonaws.com"]}"#)))
    #expect(lets(policy(action: #"["SQS:SendMessage", "sqs:GetQueueUrl"]"#)))
    #expect(lets(policy(action: #""sqs:*""#)))
    #expect(lets(policy(condition: #"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:uploads"}}"#)))
    #expect(lets(policy(condition: #"{"ArnEquals": {"aws:SourceArn": ["arn:aws:s3:::other", "\#(bucket)"]}}"#)))
    #expect(lets(policy(condition: #"{"StringEquals": {"aws:SourceAccount": "123456789012"}}"#)))
    #expect(QueuePolicy(#"{"Statement": \#(policy())}"#).lets("s3.amazonaws.com", sendFor: bucket))
  }

  @Test func whatDoesNotAllowItIsSeen() {
    #expect(!QueuePolicy(nil).lets("s3.amazonaws.com", sendFor: bucket))
    #expect(!QueuePolicy("no JSON").lets("s3.amazonaws.com", sendFor: bucket))
    #expect(!lets(policy(principal: #"{"Service": "sns.amazonaws.com"}"#)))
    #expect(!lets(policy(principal: #"{"AWS": "arn:aws:iam::123456789012:root"}"#)))
    #expect(!lets(policy(action: #""sqs:ReceiveMessage""#)))
    #expect(!lets(policy(condition: #"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::downloads"}}"#)))
    #expect(!lets(policy(), policy(effect: "Deny")))
    #expect(lets(policy(), policy(effect: "Deny", condition: #"{"ArnNotLike": {"aws:SourceArn": "\#(bucket)"}}"#)))
  }

  @Test func theBucketsInConditionsAreFound() {
    let one = policy(condition: #"{"ArnLike": {"aws:SourceArn": ["\#(bucket)", "arn:aws:s3:::other"]}}"#)
    let two = policy(condition: #"{"ArnEquals": {"AWS:SourceArn": "\#(bucket)"}}"#)
    let pattern = policy(condition: #"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::up*"}}"#)
    #expect(QueuePolicy(#"{"Statement": [\#(one), \#(two), \#(pattern)]}"#).buckets == ["uploads", "other"])
    #expect(QueuePolicy(nil).buckets.isEmpty)
  }

  @Test(arguments: [
    ("abc", "abc", true), ("abc", "a*", true), ("abc", "*c", true), ("abc", "a?c", true), ("abc", "*b*", true),
    ("abc", "*", true), ("", "*", true), ("", "", true), ("abc", "ab", false), ("abc", "abcd", false),
    ("abc", "*d", false), ("aab", "*ab", true), ("abab", "a*ab", true), ("", "?", false),
  ])
  func wildcardsMatch(text: String, pattern: String, expected: Bool) {
    #expect(Wildcard.matches(text, pattern: pattern) == expected)
  }
}
