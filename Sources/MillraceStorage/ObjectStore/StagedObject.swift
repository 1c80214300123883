/// An object that is being written and that nobody sees yet.
///
/// It ends with one call of ``publish(_:)`` or ``abandon()``. What a process leaves behind when it dies is removed later
/// by another.
package protocol StagedObject: AnyObject, Sendable {
  var key: ObjectKey { get }
  /// The local file that takes the bytes until they are published.
  var path: String { get }
  /// Open for reading and writing, at the start of the file. The staged object closes it.
  var fileDescriptor: Int32 { get }

  /// Makes the object durable and visible. On an error it is abandoned.
  func publish(_ condition: PutCondition) async throws -> PutOutcome

  /// Removes what was written. May be called at any time, more than once, and after ``publish(_:)``, when it does nothing.
  func abandon() async
}
