internal import MillraceJSON

/// Part of a list of queues.
package struct QueuePage: Sendable, Equatable {
  /// The queues' URLs.
  package var urls: [String] = []
  /// Where the next page starts; nil: there is none.
  package var next: String?

  init(from reader: inout JSONReader) throws(JSONError) {
    var page = QueuePage()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      // Queues are listed under one name, source queues of a dead-letter queue under the other.
      case "QueueUrls", "queueUrls": page.urls = try reader.strings()
      case "NextToken": page.next = try reader.optionalString()
      default: try reader.skip()
      }
    }
    self = page
  }

  private init() {}
}
