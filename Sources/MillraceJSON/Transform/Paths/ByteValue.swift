// Unsafe pointers here: values stand in padded buffers.

/// A value as it stands in a record, or in the constant text of a program.
struct ByteValue: BitwiseCopyable {
  var kind: JSONKind
  var start: UnsafePointer<UInt8>
  /// Behind the last byte.
  var end: UnsafePointer<UInt8>

  var count: Int { end - start }

  /// All but null, false, and what is empty.
  var isTruthy: Bool {
    switch kind {
    case .null, .false: return false
    case .true, .integer, .number: return true
    case .string, .escapedString: return count > 2
    case .object, .array:
      var p = start + 1
      while p.pointee <= 0x20 { p += 1 }
      return p != end - 1
    }
  }

  /// The value as a tree.
  var tree: JSONValue {
    (try? JSONTreeParser.value(at: start, maximumDepth: JSONScanner.deepest)) ?? .null
  }
}
