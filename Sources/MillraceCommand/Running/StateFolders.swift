import Foundation
import Millrace
import MillraceStorage

/// The folders of a pipeline's SQLite files, which storage does not make by itself.
enum StateFolders {
  static func make(for configuration: PipelineConfiguration) throws {
    let addresses = [
      configuration.manifestQueue, configuration.asksLedger ? configuration.ledger : nil, configuration.sourceQueue,
      configuration.notify?.topic, configuration.queueSink?.to,
    ]
    for case let address? in addresses where address.scheme.isLocal {
      try createDirectory((address.path as NSString).deletingLastPathComponent)
    }
  }
}
