internal import MillraceAWS
package import MillraceStorage
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

extension HTTPIndexStore {
  package func get(_ key: ObjectKey) async throws -> [UInt8] {
    let answer = try await send(.GET, key, maximumBody: HTTPIndexStore.largestWhole)
    guard answer.isSuccess else { throw StoreError(answer, doing: "read") }
    return Array(answer.body.readableBytesView)
  }

  package func get(_ key: ObjectKey, range: Range<Int64>, ifMatch etag: String?) async throws -> [UInt8] {
    if range.isEmpty { return [] }
    var headers = [("range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")]
    // Saves the transfer; what comes is looked at all the same.
    if let time = etag.flatMap(HTTPIndexStore.modifiedAt) {
      headers.append(("if-unmodified-since", AWSTimestamp.httpDate(time)))
    }
    let answer = try await send(.GET, key, headers: headers, maximumBody: range.count)
    if answer.status == 412 { throw changed(key) }
    if let etag { try check(answer, key: key, version: etag) }
    // The range begins at the end of the file or behind it.
    if answer.status == 416 { return [] }
    guard answer.isSuccess else { throw StoreError(answer, doing: "read") }
    // A server that knows no ranges sends the whole file.
    let skipped = Int(clamping: range.lowerBound - answer.start)
    guard skipped >= 0 else { throw StoreError(answer, doing: "read") }
    return Array(answer.body.readableBytesView.dropFirst(skipped).prefix(range.count))
  }

  package func head(_ key: ObjectKey) async throws -> ObjectInfo? {
    let answer = try await send(.HEAD, key, maximumBody: 0)
    if answer.status == 404 || answer.status == 410 { return nil }
    guard answer.isSuccess else { throw StoreError(answer, doing: "look at") }
    guard let size = answer.wholeSize, let modifiedAt = answer.modifiedAt else {
      throw StoreError(
        .failed,
        "\(answer.url.text) is answered without its size or the time of its last change, so that versions cannot be told "
          + "apart. Serve the files as they are, without filters.")
    }
    return ObjectInfo(
      key: key, size: size, etag: HTTPIndexStore.version(modifiedAt: modifiedAt, size: size), modifiedAt: modifiedAt)
  }

  private func send(
    _ method: HTTPMethod, _ key: ObjectKey, headers: [(String, String)] = [], maximumBody: Int
  ) async throws -> WebAnswer {
    let parts = key.text.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw StoreError(.invalidKey, "“\(key)” cannot be the key of a file in \(location).")
    }
    let url = url(of: key.text)
    do throws(TransportError) {
      let answer = try await client.send(method, url, headers: headers, maximumBody: maximumBody)
      // A folder is answered with a redirect to its name with a slash, and then with its index.
      if !answer.url.path.hasSuffix("/") || key.text.hasSuffix("/") { return answer }
    } catch {
      throw StoreError(error, doing: "read", place: url.text)
    }
    return WebAnswer(url: url, status: 404, headers: [:], body: ByteBuffer())
  }

  /// An answer that does not say what it is of is taken for the version that was asked for.
  private func check(_ answer: WebAnswer, key: ObjectKey, version: String) throws {
    guard answer.isSuccess || answer.status == 416, let size = answer.wholeSize else { return }
    let isSame =
      answer.modifiedAt.map { HTTPIndexStore.version(modifiedAt: $0, size: size) == version }
      ?? version.hasSuffix("-\(String(size, radix: 16))")
    if !isSame { throw changed(key) }
  }

  private func changed(_ key: ObjectKey) -> StoreError {
    StoreError(.changed, "“\(key)” in \(location) has changed since it was listed.")
  }

  private static func modifiedAt(_ version: String) -> Date? {
    version.split(separator: "-").first.flatMap { Int64($0, radix: 16) }.map {
      Date(timeIntervalSince1970: Double($0))
    }
  }
}
