import Foundation
import Millrace
import MillraceStorage

/// The folders of a pipeline's SQLite files, which storage does not make by itself.
enum StateFolders {
  static func make(for configuration: PipelineConfiguration) throws {
    var addresses = [configuration.manifestQueue]
    if configuration.parquet != nil || configuration.directory != nil { addresses.append(configuration.ledger) }
    switch configuration.source {
    case .s3Events(let events): addresses.append(events.queue)
    case .sqs(let queue): addresses.append(queue.queue)
    case .directory, .s3List: break
    }
    for case let address? in addresses where address.scheme.isLocal {
      try createDirectory((address.path as NSString).deletingLastPathComponent)
    }
  }
}
