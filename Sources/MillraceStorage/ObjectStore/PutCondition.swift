/// When an object may be written.
package enum PutCondition: Sendable, Equatable {
  /// Whatever is there is replaced.
  case overwrite
  /// Only if the key is free.
  case ifAbsent
}
