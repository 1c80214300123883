import Foundation
import Millrace
import MillraceStorage

/// What `redrive` is given: a queue, or a pipeline file whose source is one.
struct RedriveArgument {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// - Throws: `CommandFailure` for what is neither.
  func address() throws -> Address {
    guard FileManager.default.fileExists(atPath: text) else { return try QueueAddress.parse(text) }
    let configuration: PipelineConfiguration
    do {
      configuration = try PipelineConfiguration.load(path: text, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw CommandFailure.usage("\(error)")
    }
    switch configuration.source {
    case .s3Events(let events): return events.queue
    case .sqs(let queue): return queue.queue
    case .directory, .s3List, .httpIndex:
      throw CommandFailure.usage("\(text): its source is no queue, so there is no dead-letter queue to look at.")
    }
  }
}
