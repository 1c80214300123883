internal import Foundation
internal import MillraceAWS
internal import NIOCore
internal import NIOHTTP1

/// What a web server answered, after redirects.
struct WebAnswer: Sendable {
  /// Where it came from.
  let url: WebURL
  let status: Int
  let headers: HTTPHeaders
  let body: ByteBuffer

  var isSuccess: Bool { (200..<300).contains(status) }

  var modifiedAt: Date? { headers.first(name: "last-modified").flatMap { AWSTimestamp.parse(httpDate: $0) } }

  /// The size of the whole document in bytes, whichever part of it this is. nil where the server does not say.
  var wholeSize: Int64? {
    if let range = headers.first(name: "content-range") {
      return range.split(separator: "/", omittingEmptySubsequences: false).last.flatMap { Int64($0) }
    }
    return headers.first(name: "content-length").flatMap { Int64($0) }
  }

  /// Where the part that came begins.
  var start: Int64 {
    guard status == 206, let range = headers.first(name: "content-range"), range.hasPrefix("bytes ") else { return 0 }
    return Int64(range.dropFirst(6).prefix { $0 != "-" }) ?? 0
  }

  var isHTML: Bool {
    headers.first(name: "content-type")?.lowercased().contains("html") == true
      || body.readableBytesView.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "<")
  }
}
