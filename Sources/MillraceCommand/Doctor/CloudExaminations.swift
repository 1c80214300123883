import MillraceAWS
import MillraceStorage

/// What `doctor` asks of AWS itself rather than through a seam.
struct CloudExaminations: Sendable {
  let services: CloudServices

  var identity: any Examination {
    let services = services
    return CredentialsExamination {
      let credentials = try await services.runtime.credentials.get(in: services.runtime)
      let identity = try await services.sts.getCallerIdentity()
      return CredentialsExamination.Identity(
        arn: identity.arn, account: identity.account, provider: credentials.origin,
        region: try await services.runtime.region())
    }
  }

  var clock: any Examination {
    let services = services
    return ClockExamination { try await services.clockOffset() }
  }

  /// Whether the queue's bucket tells it of objects, and how long the largest of them takes.
  func events(on queue: Address, buckets: [String], storage: any StorageProvider) -> [any Examination] {
    let s3 = services.s3
    return [
      NotificationExamination(
        queue: queue, buckets: buckets,
        attributes: { try await storage.queue(queue).attributes().other },
        notification: { try await s3.getBucketNotificationConfiguration(.init(bucket: $0)) }),
      SpeedExamination(buckets: buckets, queue: queue, storage: storage),
    ]
  }
}
