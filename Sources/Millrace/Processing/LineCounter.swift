internal import CMillraceSIMD
internal import Foundation
internal import MillraceJSON

/// The default step: counts lines and bytes. A last line without a line feed counts.
struct LineCounter: ObjectProcessor {
  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject {
    var lines = 0
    var bytes = 0
    var last: UInt8?
    for try await chunk in content {
      lines += Self.lineFeeds(in: chunk)
      bytes += chunk.count
      last = chunk.last ?? last
    }
    if let last, last != UInt8(ascii: "\n") { lines += 1 }
    return ProcessedObject(json: Self.document(object, lines: lines, bytes: bytes, processedAt: Date()))
  }

  private static func lineFeeds(in chunk: [UInt8]) -> Int {
    chunk.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { mr_count_newlines($0, buffer.count) } ?? 0
    }
  }

  /// `{"line_count":…,"byte_size":…,"processed_at":…,"bucket":…,"key":…,"etag":…}`
  static func document(_ object: ObjectMetadata, lines: Int, bytes: Int, processedAt: Date) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(256 + object.key.utf8.count)
    json += "{\"line_count\":\(lines),\"byte_size\":\(bytes),\"processed_at\":\"".utf8
    UTCTime(processedAt).append(to: &json)
    json += "\"".utf8
    for (name, text) in [("bucket", object.bucket), ("key", object.key), ("etag", object.etag)] {
      json += ",\"\(name)\":".utf8
      JSONString.appendQuoted(text.utf8, to: &json)
    }
    json += "}\n".utf8
    return json
  }
}
