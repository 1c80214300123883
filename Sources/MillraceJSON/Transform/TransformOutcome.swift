/// What became of a record. `end` is the byte behind the record's value.
package enum TransformOutcome {
  /// The result stands at the end of the area.
  case kept(end: UnsafePointer<UInt8>)
  /// A condition did not hold.
  case dropped(end: UnsafePointer<UInt8>)
  /// A bad record: a function was given a value of another type than it takes, or a selection gave null.
  case failed(end: UnsafePointer<UInt8>, reason: String)
  /// Not JSON.
  case malformed(JSONError.Code, position: UnsafePointer<UInt8>)
}
