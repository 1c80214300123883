/// One page of a bucket's keys in order, with those rolled up that share a prefix up to a delimiter.
struct S3Listing {
  struct Request: Sendable {
    var prefix = ObjectName("")
    var delimiter: [UInt8] = []
    /// The first key that may be on the page.
    var lowerBound = ObjectName("")
    var limit = 1000
  }

  enum Entry: Sendable {
    case object(ObjectName, S3Object)
    case commonPrefix(ObjectName)
  }

  private(set) var entries: [Entry] = []
  /// Where the next page begins; nil if this is the last.
  private(set) var next: ObjectName?

  init(_ request: Request, of objects: inout ObjectIndex) {
    let keys = objects.sortedKeys()
    var position = Self.first(in: keys, from: max(request.lowerBound, request.prefix))
    while position < keys.count, keys[position].hasPrefix(request.prefix) {
      if entries.count >= request.limit {
        next = keys[position]
        return
      }
      if let common = Self.commonPrefix(of: keys[position], request) {
        entries.append(.commonPrefix(common))
        guard let after = common.afterPrefixed else { return }
        position = Self.first(in: keys, from: after)
      } else {
        if let object = objects[keys[position]] { entries.append(.object(keys[position], object)) }
        position += 1
      }
    }
  }

  private static func commonPrefix(of key: ObjectName, _ request: Request) -> ObjectName? {
    guard let first = request.delimiter.first else { return nil }
    var index = request.prefix.bytes.count
    while index + request.delimiter.count <= key.bytes.count {
      if key.bytes[index] == first, key.bytes[index...].starts(with: request.delimiter) {
        return ObjectName(key.bytes[..<(index + request.delimiter.count)])
      }
      index += 1
    }
    return nil
  }

  /// The index of the first key that is not before a name.
  private static func first(in keys: [ObjectName], from name: ObjectName) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
