import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

extension AWSCall {
  /// Prepares the next attempt, or throws the error when there is none.
  mutating func recover(from error: AWSError) async throws(AWSError) {
    if mends(error) { return }
    guard error.isRetryable, attempt < client.runtime.configuration.maximumAttempts,
      let paid = client.quota.take(forTimeout: error.kind == .timeout)
    else { throw error }
    let delay = RetryBackoff.delay(
      afterAttempt: attempt, isThrottling: error.isThrottling, random: client.runtime.clock.random(),
      retryAfter: AWSCall.retryAfter(error.headers))
    do {
      try await client.runtime.clock.sleep(delay)
    } catch {
      throw named(AWSError(.cancelled, code: "Cancelled", "The call was cancelled."))
    }
    self.paid = paid
    attempt += 1
  }

  /// Mends what explains the error, once of each kind: these are not the service's failures, and cost no attempt.
  private mutating func mends(_ error: AWSError) -> Bool {
    guard error.kind == .service, let status = error.status else { return false }
    // Answers to HEAD have no body, so that the code is none of the service's.
    let code = error.body.readableBytes == 0 ? "" : error.code
    if !hasCorrectedClock, RetryClassification.mayBeSkewed(code: code, status: status), correctClock(error) {
      hasCorrectedClock = true
      return true
    }
    if !hasMoved, client.service == .s3, RetryClassification.mayBeElsewhere(code: code, status: status),
      move(error)
    {
      hasMoved = true
      return true
    }
    return !hasRefreshed && refresh(code: code, status: status)
  }

  /// A 400 without a body may mean anything, expired credentials included.
  private mutating func refresh(code: String, status: Int) -> Bool {
    guard let credentials else { return false }
    let isLikely = RetryClassification.isExpired(code: code)
    let isPossible = code.isEmpty && status == 400 && credentials.expiration != nil
    if !isLikely && !isPossible { return false }
    hasRefreshed = true
    client.credentials.invalidate(credentials)
    return true
  }

  private func correctClock(_ error: AWSError) -> Bool {
    guard let text = error.headers.first(name: "date"), let date = AWSTimestamp.parse(httpDate: text) else {
      return false
    }
    return client.runtime.correction.correct(to: Int64(date.timeIntervalSince1970), signedAt: signedAt)
  }

  /// The bucket is in another region, which the answer names; to a HEAD request only its headers do.
  private mutating func move(_ error: AWSError) -> Bool {
    let named =
      error.headers.first(name: "x-amz-bucket-region")
      ?? ErrorAnswer(headers: error.headers, body: error.body).fields["Region"]
    guard let bucket = request.bucket, let named, named != region, !named.isEmpty else { return false }
    client.bucketRegions.withLock { regions in
      if regions.count >= 1_000 { regions.removeAll() }
      regions[bucket] = named
    }
    request.region = nil
    return true
  }

  /// In seconds; dates are left to the backoff.
  private static func retryAfter(_ headers: HTTPHeaders) -> TimeAmount? {
    if let milliseconds = headers.first(name: "x-amz-retry-after").flatMap({ Int64($0) }), milliseconds >= 0 {
      return .milliseconds(milliseconds)
    }
    guard let seconds = headers.first(name: "retry-after").flatMap({ Int64($0) }), seconds >= 0 else { return nil }
    return .seconds(min(seconds, 3_600))
  }
}
