/// Holds objects under keys. Readers never see a part of one.
///
/// Errors are ``StoreError``. None of the calls blocks the thread it is made on.
package protocol ObjectStore: Sendable {
  /// Where the store is, for messages.
  var location: String { get }

  /// Writes a whole object. When the call returns it is durable.
  func put(_ bytes: [UInt8], as key: ObjectKey, condition: PutCondition) async throws -> PutOutcome

  /// Begins an object that is written as a stream. Nobody sees it until it is published.
  func stage(_ key: ObjectKey) async throws -> any StagedObject

  /// A whole object. For objects that are known to be small.
  func get(_ key: ObjectKey) async throws -> [UInt8]

  /// Some bytes of an object; fewer where it ends before the range does.
  ///
  /// - Parameter etag: the version that is meant, as ``ObjectInfo/etag`` names it; nil: whichever is there.
  /// - Throws: ``StoreError`` with ``StoreError/Code/changed`` where another version is there.
  func get(_ key: ObjectKey, range: Range<Int64>, ifMatch etag: String?) async throws -> [UInt8]

  /// What is known of an object; nil if there is none.
  func head(_ key: ObjectKey) async throws -> ObjectInfo?

  /// The objects whose keys begin with a text, in the order of the keys' UTF-8 bytes, in pages. An empty prefix lists all.
  func list(prefix: String) -> ObjectListing

  /// Some of the objects, in that order. A store may leave to the caller's machine what it cannot choose by itself.
  func list(_ selection: ObjectSelection) -> ObjectListing

  /// Removes an object. It is no error if there is none.
  func delete(_ key: ObjectKey) async throws

  /// Removes objects. If one cannot be removed the others are tried nevertheless, and the first error is thrown.
  func delete(_ keys: [ObjectKey]) async throws
}

extension ObjectStore {
  /// Some bytes of whichever version of an object is there.
  package func get(_ key: ObjectKey, range: Range<Int64>) async throws -> [UInt8] {
    try await get(key, range: range, ifMatch: nil)
  }
}
