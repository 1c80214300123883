import Foundation
import MillraceStorage

/// Queues as arguments: the addresses that pipeline files use.
enum QueueAddress {
  /// - Throws: `CommandFailure` naming what may stand there.
  static func parse(_ text: String) throws -> Address {
    let address: Address
    do {
      address = try Address(parsing: text, relativeTo: FileManager.default.currentDirectoryPath).ofQueue
    } catch let error as AddressError {
      throw CommandFailure.usage(error.message)
    }
    switch address.scheme {
    case .sqs: return address
    case .sqlite where address.fragment != nil: return address
    default:
      throw CommandFailure.usage(
        "“\(text)” is no queue. Queues are sqs:NAME, a queue's URL or ARN, or sqlite:FILE#NAME.")
    }
  }
}
