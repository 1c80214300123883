/// The objects of a bucket: found by key in constant time, listed in order of their keys.
///
/// New keys are kept apart, and merged into the order when somebody lists.
struct ObjectIndex: Sendable {
  private var objects: [ObjectName: S3Object] = [:]
  private var ordered: [ObjectName] = []
  private var added: [ObjectName] = []
  private var removedCount = 0

  var count: Int { objects.count }

  subscript(key: ObjectName) -> S3Object? { objects[key] }

  /// Stores an object; returns the one it replaces.
  mutating func put(_ key: ObjectName, _ object: S3Object) -> S3Object? {
    let old = objects.updateValue(object, forKey: key)
    if old == nil { added.append(key) }
    return old
  }

  mutating func remove(_ key: ObjectName) -> S3Object? {
    let old = objects.removeValue(forKey: key)
    if old != nil { removedCount += 1 }
    return old
  }

  /// All keys in order.
  mutating func sortedKeys() -> [ObjectName] {
    if added.isEmpty, removedCount == 0 { return ordered }
    added.sort()
    var merged: [ObjectName] = []
    merged.reserveCapacity(ordered.count + added.count)
    var (left, right) = (ordered[...], added[...])
    while let next = Self.popSmaller(&left, &right) {
      if merged.last != next, objects[next] != nil { merged.append(next) }
    }
    (ordered, added, removedCount) = (merged, [], 0)
    return ordered
  }

  private static func popSmaller(
    _ left: inout ArraySlice<ObjectName>, _ right: inout ArraySlice<ObjectName>
  ) -> ObjectName? {
    guard let first = left.first else { return right.popFirst() }
    guard let second = right.first, second < first else { return left.popFirst() }
    return right.popFirst()
  }
}
