import Millrace
import MillraceStorage
import Testing

@testable import MillraceCommand

@Suite struct ArchiveEnvironmentTests {
  private let complete = [
    "AWS_REGION": "eu-central-1", "SQS_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/orders",
    "S3_BUCKET_NAME": "my-archive",
  ]

  private func refusal(of environment: [String: String]) -> CommandFailure? {
    var reader = ArchiveEnvironment(environment)
    do {
      _ = try reader.configuration()
      return nil
    } catch {
      return error as? CommandFailure
    }
  }

  @Test func everythingThatIsMissingIsNamedAtOnce() throws {
    let failure = try #require(refusal(of: ["S3_PREFIX": "x", "AWS_REGION": ""]))
    #expect(failure.status == .usage)
    for name in ["AWS_REGION", "SQS_QUEUE_URL", "S3_BUCKET_NAME"] {
      #expect(failure.message.contains("\(name) is not set"))
    }
  }

  @Test func wrongValuesAreNamedAtOnce() throws {
    let wrong = complete.merging(
      ["MAX_MESSAGES_PER_POLL": "11", "POLL_INTERVAL_SECONDS": "soon", "HEALTH_PORT": "70000", "S3_BUCKET_NAME": "A"]
    ) { $1 }
    let failure = try #require(refusal(of: wrong))
    for name in ["MAX_MESSAGES_PER_POLL", "POLL_INTERVAL_SECONDS", "HEALTH_PORT", "S3_BUCKET_NAME"] {
      #expect(failure.message.contains(name))
    }
  }

  @Test func theLeastThatIsNeededIsEnough() throws {
    var reader = ArchiveEnvironment(complete)
    let configuration = try reader.configuration()
    #expect(configuration.output.description == "s3://my-archive")
    #expect(configuration.health?.port == 8080)
  }

  @Test func everyVariableIsHeeded() throws {
    var reader = ArchiveEnvironment(
      complete.merging([
        "S3_PREFIX": "a/b/", "HEALTH_PORT": "9000", "POLL_INTERVAL_SECONDS": "45", "MAX_MESSAGES_PER_POLL": "3",
        "SQS_QUEUE_URL": "arn:aws:sqs:eu-central-1:1:q",
      ]) {
        $1
      })
    let configuration = try reader.configuration()
    #expect(configuration.output.description == "s3://my-archive/a/b")
    #expect(configuration.health?.port == 9000)
    guard case .sqs(let source) = configuration.source else {
      Issue.record("the source is no queue")
      return
    }
    #expect(source.queue.path == "arn:aws:sqs:eu-central-1:1:q")
    #expect(source.messagesPerPoll == 3)
    #expect(source.wait == .seconds(20) && source.pause == .seconds(25))
  }
}
