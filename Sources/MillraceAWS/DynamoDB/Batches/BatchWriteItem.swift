package import MillraceJSON

extension DynamoDBClient {
  /// Puts and deletes up to 25 items, of 16 MB in all, without conditions. Each write stands for itself.
  package struct BatchWriteItem: JSONOperation {
    /// One write.
    package enum Write: Sendable, Equatable {
      case put(DynamoDBItem)
      /// Deletes the item of this key.
      case delete(DynamoDBItem)
    }

    /// The most writes of one call.
    package static let maximumCount = 25
    package static let name = "BatchWriteItem"
    /// By table.
    package var writes: [String: [Write]]

    package init(_ writes: [String: [Write]]) { self.writes = writes }

    package func write(to writer: inout JSONWriter) {
      writer.key("RequestItems")
      writer.object { writer in
        for (table, writes) in writes.sorted(by: { $0.key < $1.key }) {
          writer.key(table)
          writer.array { writer in
            for write in writes { write.write(to: &writer) }
          }
        }
      }
    }

    /// Reads the writes that are to be tried again.
    package static func output(from reader: inout JSONReader) throws(JSONError) -> [String: [Write]] {
      var unprocessed: [String: [Write]] = [:]
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "UnprocessedItems":
          try reader.object { table, reader throws(JSONError) in
            let name = table.text
            var writes: [Write] = []
            try reader.array { reader throws(JSONError) in
              if let write = try Write.read(&reader) { writes.append(write) }
            }
            unprocessed[name] = writes
          }
        default: try reader.skip()
        }
      }
      return unprocessed.filter { !$0.value.isEmpty }
    }
  }
}

extension DynamoDBClient.BatchWriteItem.Write {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      switch self {
      case .put(let item):
        writer.key("PutRequest")
        writer.object { $0.member("Item", item: item) }
      case .delete(let key):
        writer.key("DeleteRequest")
        writer.object { $0.member("Key", item: key) }
      }
    }
  }

  fileprivate static func read(_ reader: inout JSONReader) throws(JSONError) -> Self? {
    var write: Self?
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "PutRequest":
        try reader.object { _, reader throws(JSONError) in write = .put(try reader.item()) }
      case "DeleteRequest":
        try reader.object { _, reader throws(JSONError) in write = .delete(try reader.item()) }
      default: try reader.skip()
      }
    }
    return write
  }
}
