import Foundation
import MillraceStorage

/// What `redrive` is given: a queue, or a pipeline file whose source is one.
struct RedriveArgument {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// - Throws: `CommandFailure` for what is neither.
  func address() throws -> Address {
    try QueueAddress.parse(text)
  }
}
