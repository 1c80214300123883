import Foundation
import MillraceAWS

/// A list that is too long for one item (400 KB), in several of one partition of the table of items.
struct ChunkedList {
  let partition: String
  let store: DynamoDBStore

  private static let maximumBytes = 250_000

  /// - Parameter expiry: after which the chunks are not needed any more.
  func write(_ elements: [[AttributeValue]], expiry: Date) async throws {
    var chunks: [[AttributeValue]] = [[]]
    var bytes = 0
    for element in elements {
      let size = element.reduce(16) { $0 + ($1.text?.utf8.count ?? 12) }
      if bytes + size > ChunkedList.maximumBytes {
        chunks.append([])
        bytes = 0
      }
      chunks[chunks.count - 1].append(.list(element))
      bytes += size
    }
    try await store.write(
      chunks.enumerated().map { index, chunk in
        .put(
          DynamoDBItem.key(partition, ordered(Int64(index))).merging([
            "elements": .list(chunk), "ttl": .number(Int64(expiry.timeIntervalSince1970)),
          ]) { $1 })
      }, to: .items)
  }

  func read() async throws -> [[AttributeValue]] {
    try await store.query(partition, in: .items).flatMap { item in
      (item["elements"]?.elements ?? []).compactMap(\.elements)
    }
  }

  func delete() async throws {
    let keys = try await store.query(partition, in: .items).map { item in
      DynamoDBItem.key(partition, item.text("sk") ?? "")
    }
    try await store.write(keys.map { .delete($0) }, to: .items)
  }
}
