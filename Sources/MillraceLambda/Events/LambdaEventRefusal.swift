internal import MillraceJSON

/// Why an event is none for a pipeline, and what would do instead.
enum LambdaEventRefusal {
  static func failure(of value: JSONValue) -> LambdaFailure {
    LambdaFailure(
      .event,
      "\(reason(value)) A pipeline takes messages of SQS, events of S3 (directly, by SNS, or by EventBridge), tasks of S3 "
        + "Batch Operations, and schedules.")
  }

  private static func reason(_ value: JSONValue) -> String {
    switch value["eventSource"]?.text {
    case "aws:kinesis":
      return
        "The records are of a Kinesis stream, whose order and checkpoints a pipeline does not keep; let Firehose write "
        + "the stream to S3."
    case "aws:dynamodb":
      return "The records are changes of a DynamoDB table; let a pipe of EventBridge put them on a queue."
    default: break
    }
    if value["deliveryStreamArn"] != nil {
      return
        "Firehose asks for records to be transformed, and waits for them; a pipeline takes what Firehose has written to "
        + "S3."
    }
    if value["userRequest"] != nil || value["getObjectContext"] != nil {
      return
        "S3 Object Lambda asks for an object to be changed while somebody reads it, and waits for it; a pipeline takes "
        + "objects when they are written."
    }
    if value["requestContext"] != nil { return "This is a request over HTTP." }
    if value["results"] != nil || value["records"]?.elements?.first?["result"] != nil {
      return "This is an answer to S3 Batch Operations or Firehose, not a question."
    }
    if value["s3"] != nil || value["Sns"] != nil { return "This is one record without its “Records”." }
    return "The event is of no kind that is known here."
  }
}
