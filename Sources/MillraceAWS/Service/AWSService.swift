/// A service as requests are addressed and signed for it.
package struct AWSService: Sendable, Equatable {
  /// How a service writes its errors.
  package enum ErrorFormat: Sendable {
    /// `{"__type": …, "message": …}`
    case json
    /// `<Error><Code>…</Code><Message>…</Message></Error>`, at any depth.
    case xml
  }

  /// In the signature's scope.
  package var signingName: String
  /// The first part of the host name.
  package var endpointPrefix: String
  /// What `AWS_ENDPOINT_URL_…` and the `services` section of the shared configuration call it.
  package var settingsName: String
  /// For messages.
  package var displayName: String
  package var errorFormat: ErrorFormat

  package static let s3 = AWSService(
    signingName: "s3", endpointPrefix: "s3", settingsName: "S3", displayName: "S3", errorFormat: .xml)
  package static let sqs = AWSService(
    signingName: "sqs", endpointPrefix: "sqs", settingsName: "SQS", displayName: "SQS", errorFormat: .json)
  package static let sns = AWSService(
    signingName: "sns", endpointPrefix: "sns", settingsName: "SNS", displayName: "SNS", errorFormat: .xml)
  package static let dynamodb = AWSService(
    signingName: "dynamodb", endpointPrefix: "dynamodb", settingsName: "DYNAMODB", displayName: "DynamoDB",
    errorFormat: .json)
  package static let sts = AWSService(
    signingName: "sts", endpointPrefix: "sts", settingsName: "STS", displayName: "STS", errorFormat: .xml)
  /// CloudWatch metrics.
  package static let monitoring = AWSService(
    signingName: "monitoring", endpointPrefix: "monitoring", settingsName: "CLOUDWATCH", displayName: "CloudWatch",
    errorFormat: .xml)
}
