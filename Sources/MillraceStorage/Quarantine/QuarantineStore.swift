import Crypto
package import Foundation

/// What could not be converted, with its reason, in an object store.
///
/// - `bad-records/<pipeline>/<partition>/<manifest>.ndjson`: the bad records of one manifest, in the order of its inputs.
///   The same manifest gives the same bytes.
/// - `files/<pipeline>/<partition>/<file name>-<hash>.json`: one whole file; the hash is of its address and version.
///
/// Names of pipelines and partitions are escaped where a key does not take them as they are. Errors are ``StoreError``.
package struct QuarantineStore: Sendable {
  package let store: any ObjectStore

  package init(store: any ObjectStore) {
    self.store = store
  }

  // MARK: Bad records

  /// Begins the bad records of a manifest. If there are none, the writer publishes nothing.
  package func stageBadRecords(of manifest: Manifest) async throws -> BadRecordWriter {
    let key = try badRecordsKey(manifest: manifest.id, partition: manifest.partition, pipeline: manifest.pipeline)
    return try await stageBadRecords(as: key)
  }

  /// Begins bad records under a key that ``badRecordsKey(manifest:partition:pipeline:)`` has given.
  package func stageBadRecords(as key: ObjectKey) async throws -> BadRecordWriter {
    BadRecordWriter(staged: try await store.stage(key), key: key)
  }

  /// Where the bad records of a manifest are, if it had any.
  package func badRecordsKey(manifest: String, partition: String, pipeline: String) throws -> ObjectKey {
    try ObjectKey("\(folder(.badRecords, pipeline: pipeline, partition: partition))/\(manifest).ndjson")
  }

  /// The records of one object. It is held in memory as a whole. Throws `DecodingError` where it was tampered with.
  package func badRecords(in key: ObjectKey) async throws -> [BadRecordEntry] {
    let decoder = JSONDecoder()
    return try await store.get(key).split(separator: UInt8(ascii: "\n"))
      .map { try decoder.decode(BadRecordEntry.self, from: Data($0)) }
  }

  // MARK: Whole files

  /// Enters a file. Entering the same version again replaces the entry.
  package func add(_ entry: FileEntry) async throws -> ObjectKey {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    let key = try key(of: entry.input, partition: entry.partition, pipeline: entry.pipeline)
    _ = try await store.put(Array(try encoder.encode(entry)) + [UInt8(ascii: "\n")], as: key, condition: .overwrite)
    return key
  }

  /// Where the entry of a file is, if it has one.
  package func key(of file: FileVersion, partition: String, pipeline: String) throws -> ObjectKey {
    let digest = SHA256.hash(data: Array("\(file.address)\0\(file.version)".utf8))
    let name = file.address.split(separator: "/").last.map(String.init) ?? ""
    let part = "\(KeyPart.limited(KeyPart.encoded(name)))-\(hexadecimal(digest.prefix(6)))"
    return try ObjectKey("\(folder(.files, pipeline: pipeline, partition: partition))/\(part).json")
  }

  /// The entry of one object. Throws `DecodingError` where it was tampered with.
  package func file(in key: ObjectKey) async throws -> FileEntry {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(FileEntry.self, from: Data(try await store.get(key)))
  }

  // MARK: Both

  /// Calls a closure with each object, in the order of keys within a kind.
  ///
  /// - Parameters:
  ///   - pipeline: only of this one; nil: of all.
  ///   - kind: only of this kind; nil: of both.
  ///   - since: only what was written then or later.
  package func forEach(
    of pipeline: String? = nil, kind: QuarantineItem.Kind? = nil, since: Date? = nil,
    _ body: (QuarantineItem) async throws -> Void
  ) async throws {
    for kind in kind.map({ [$0] }) ?? QuarantineItem.Kind.allCases {
      let prefix = "\(kind.rawValue)/" + (pipeline.map { "\(KeyPart.encoded($0))/" } ?? "")
      for try await page in store.list(prefix: prefix) {
        for info in page {
          guard let item = QuarantineItem(info), since.map({ item.modifiedAt >= $0 }) ?? true else { continue }
          try await body(item)
        }
      }
    }
  }

  /// Removes objects, e.g. because what is in them was released. It is no error if one is not there.
  package func remove(_ keys: [ObjectKey]) async throws {
    try await store.delete(keys)
  }

  private func folder(_ kind: QuarantineItem.Kind, pipeline: String, partition: String) -> String {
    "\(kind.rawValue)/\(KeyPart.encoded(pipeline))/\(KeyPart.encoded(partition))"
  }
}
