internal import Foundation
package import MillraceAWS
package import MillraceStorage
internal import Synchronization

/// A queue of SQS, or of a service that speaks its protocol. FIFO queues are told by their names, which end in `.fifo`.
///
/// What SQS would refuse is refused before the call. Parts of batches that the service could not do at the moment are tried
/// again here; what is left then is in the outcomes.
package final class SQSQueue: MessageQueue {
  /// The queue's URL.
  package let location: String
  let client: SQSClient
  private let settings = Mutex<(attributes: QueueAttributes, until: ContinuousClock.Instant)?>(nil)

  /// How long attributes are taken for current where each call needs them.
  static let attributesLifetime = Duration.seconds(60)
  /// How often a part of a batch is tried that the service could not do at the moment.
  static let attempts = 3
  /// Calls at the same time for one delete or change of visibility of many messages.
  static let concurrentCalls = 16

  /// - Parameters:
  ///   - url: the queue's URL.
  ///   - client: of the region that the queue is in.
  package init(url: String, client: SQSClient) {
    location = url
    self.client = client
  }

  /// Finds a queue.
  ///
  /// - Parameter address: the path of an address of the scheme `sqs`: a URL, which is taken as it is, or an ARN or a name,
  ///   for which the service is asked.
  /// - Throws: ``QueueError``; of the code `notFound`, with how to create it, where there is no such queue.
  package static func open(_ address: Address, runtime: AWSRuntime) async throws -> SQSQueue {
    let reference = QueueReference(address.path)
    let client = SQSClient(runtime: runtime, region: reference.region)
    switch reference {
    case .url(let url): return SQSQueue(url: url, client: client)
    case .name(let name): return SQSQueue(url: try await find(name, owner: nil, client), client: client)
    case .arn(let name, let account, _):
      return SQSQueue(url: try await find(name, owner: account.isEmpty ? nil : account, client), client: client)
    }
  }

  private static func find(_ name: String, owner: String?, _ client: SQSClient) async throws -> String {
    do {
      return try await client.getQueueUrl(.init(queueName: name, owner: owner))
    } catch {
      throw QueueError(error, queue: name)
    }
  }

  /// Whether the queue keeps the order of groups.
  var isFIFO: Bool { location.hasSuffix(".fifo") }

  package func attributes() async throws -> QueueAttributes {
    let attributes = try await call { try await client.getQueueAttributes(.init(queue: location)) }
    let read = QueueAttributes(sqs: attributes)
    settings.withLock { $0 = (read, .now + SQSQueue.attributesLifetime) }
    return read
  }

  /// The attributes, at most a minute old.
  ///
  /// Who may only send need not be allowed to ask: the limits are then taken for the largest there are, and SQS decides.
  func recentAttributes() async throws -> QueueAttributes {
    if let known = settings.withLock({ $0 }), known.until > .now { return known.attributes }
    do {
      return try await attributes()
    } catch let error as QueueError where error.code == .accessDenied {
      let assumed = QueueAttributes(isFIFO: isFIFO, deduplicatesByContent: isFIFO)
      settings.withLock { $0 = (assumed, .now + SQSQueue.attributesLifetime) }
      return assumed
    }
  }

  /// Calls the service; its errors become those of queues.
  func call<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
    do {
      return try await body()
    } catch let error as AWSError {
      if error.kind == .cancelled { throw CancellationError() }
      throw QueueError(error, queue: location)
    }
  }
}
