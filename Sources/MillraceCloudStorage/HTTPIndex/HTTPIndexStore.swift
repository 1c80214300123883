internal import Foundation
package import MillraceAWS
package import MillraceStorage
internal import NIOCore

/// The files below a folder of a web server that lists its folders as JSON, as nginx does with `autoindex on` and
/// `autoindex_format json`. They can be read and listed; nothing can be written.
///
/// A version, ``ObjectInfo/etag``, is modification time and size, in hexadecimal digits with a dash between, which is what nginx has
/// for an ETag: the index names no other. A file that is changed twice within a second without changing its size
/// is therefore not told from before. Each answer is held against the version that was asked for by `Last-Modified` and size.
package final class HTTPIndexStore: ObjectStore {
  /// What ``get(_:)`` reads at most, in bytes.
  static let largestWhole = 1 << 30
  /// The largest index of one folder, in bytes: about two million files.
  static let largestIndex = 256 << 20

  /// Without a slash at its end, and without a password.
  package let location: String
  let client: WebClient
  private let root: WebURL

  /// - Parameter address: of the scheme `http` or `https`; a user and password in it are sent as basic authentication.
  package init(_ address: Address, runtime: AWSRuntime) throws {
    guard var root = WebURL(address), root.query == nil else {
      throw AddressError(
        code: .malformed, message: "“\(address)” is not the address of a folder; write it as in http://host/folder/.")
    }
    if !root.path.hasSuffix("/") { root.path += "/" }
    self.root = root
    location = String(root.text.dropLast())
    client = WebClient(runtime: runtime)
  }

  /// - Parameter key: of a file, or of a folder with its slash; empty: the root.
  func url(of key: String) -> WebURL {
    var url = root
    url.path += PercentEncoding.encode(key, keepsSlashes: true)
    return url
  }

  static func version(of entry: IndexEntry) -> String { version(modifiedAt: entry.modifiedAt, size: entry.size) }

  static func version(modifiedAt: Date, size: Int64) -> String {
    String(Int64(modifiedAt.timeIntervalSince1970), radix: 16) + "-" + String(size, radix: 16)
  }

  // MARK: Writing

  package func put(_ bytes: [UInt8], as key: ObjectKey, condition: PutCondition) async throws -> PutOutcome {
    throw readOnly(key)
  }

  package func stage(_ key: ObjectKey) async throws -> any StagedObject { throw readOnly(key) }

  package func delete(_ key: ObjectKey) async throws { throw readOnly(key) }

  package func delete(_ keys: [ObjectKey]) async throws {
    if let key = keys.first { throw readOnly(key) }
  }

  private func readOnly(_ key: ObjectKey) -> StoreError {
    StoreError(
      .accessDenied,
      "Cannot change “\(key)”: \(location) is an index of a web server, which can only be read. Write to a folder or a bucket."
    )
  }
}
