/// An object that is being written and that nobody sees yet.
///
/// Used by one thread at a time. It ends with one call of ``publish(_:)`` or ``abandon()``. What a process leaves behind
/// when it dies is removed later by another, or by the store itself.
package protocol StagedObject: AnyObject, Sendable {
  var key: ObjectKey { get }

  /// Appends bytes. Blocks for as long as the store is slower than the writer: not for the cooperative pool.
  ///
  /// - Throws: ``StoreError``; then the object can only be abandoned.
  func write(_ bytes: UnsafeRawBufferPointer) throws

  /// Makes the object durable and visible. On an error it is abandoned.
  func publish(_ condition: PutCondition) async throws -> PutOutcome

  /// Removes what was written. May be called at any time, more than once, and after ``publish(_:)``, when it does nothing.
  func abandon() async
}

extension StagedObject {
  /// Appends bytes, as ``write(_:)-(UnsafeRawBufferPointer)`` does.
  package func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }
}
