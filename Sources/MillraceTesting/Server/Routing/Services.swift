internal import NIOCore

/// Everything that a server consists of beside its sockets.
final class Services: Sendable {
  let clock: ServerClock
  let faults: FaultInjector
  let statistics = Statistics()
  let spool: Spool
  let verifier: SignatureVerifier
  let s3: S3Service
  let sqs: SQSService
  let sns: SNSService
  let sts: STSService

  init(_ options: TestServerOptions, timers: any EventLoop) throws {
    clock = ServerClock()
    faults = FaultInjector(seed: options.faultSeed)
    spool = try Spool(directory: options.spoolDirectory, memoryLimit: options.memoryLimit)
    let principal = "arn:aws:iam::\(TestServerOptions.account):user/millrace"
    let credentials = CredentialTable(
      Credential(accessKey: options.accessKey, secretKey: options.secretKey, principal: principal))
    verifier = SignatureVerifier(credentials: credentials, clock: clock, region: options.region)
    let (faults, account) = (faults, TestServerOptions.account)
    sqs = SQSService(
      options: .init(
        region: options.region, account: account, staleHandles: options.staleHandles,
        inFlightLimit: options.inFlightLimit),
      faults: SQSReceiveFaults(
        duplicates: { _ in faults.strikes(.duplicate) }, reorders: { _ in faults.strikes(.reorder) }),
      timers: timers)
    sns = SNSService(region: options.region, account: account, queues: sqs, clock: clock)
    let events = S3EventDelivery(region: options.region, account: account, queues: sqs, topics: sns, clock: clock)
    s3 = S3Service(clock: clock, spool: spool, region: options.region, events: events)
    sts = STSService(account: account, credentials: credentials, clock: clock)
  }

  /// Forgets everything but the credentials.
  func reset() {
    faults.clear()
    clock.ahead = 0
    s3.reset()
    sqs.reset()
    sns.reset()
    statistics.reset()
  }

  var currentStatistics: TestServerStatistics {
    let (counters, queues) = sqs.counts
    return TestServerStatistics(
      requests: statistics.requestCounts, messagesSent: counters.sent, messagesReceived: counters.received,
      messagesDeleted: counters.deleted, messagesRedelivered: counters.redelivered,
      messagesDuplicated: counters.duplicated, messagesBuried: counters.buried, objects: s3.objectCounts,
      queues: queues, faults: faults.injected)
  }
}
