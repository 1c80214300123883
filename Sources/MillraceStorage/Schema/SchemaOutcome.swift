/// What became of a schema that was to be stored.
package enum SchemaOutcome: Sendable, Equatable {
  case stored
  /// The version before it is not the newest. This one is (nil: there is none yet): start again from it.
  case conflict(StoredSchema?)
}
