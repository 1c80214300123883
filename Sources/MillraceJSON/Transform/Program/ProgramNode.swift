/// A part of a compiled expression. What it refers to stands in the program's tables.
struct ProgramNode: BitwiseCopyable {
  enum Operation: UInt8 {
    /// The value at the slot `first`.
    case path
    /// The constant `first`.
    case literal
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case or, and, not
    /// `second` members from member `first` on; null where the value at `slot` is null.
    case list, hash
    /// The interpreted part `first`.
    case interpreted

    init(_ comparator: JMESPathComparator) {
      self =
        switch comparator {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }

    var comparator: JMESPathComparator? {
      switch self {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      case .greaterOrEqual: .greaterOrEqual
      default: nil
      }
    }
  }

  var operation: Operation
  /// Operands are other nodes, unless the operation says otherwise.
  var first: Int32 = 0
  var second: Int32 = 0
  var slot: Int32 = 0
}
