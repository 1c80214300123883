internal import MillraceJSON

/// A place in the schema that a JSON value can go to. All levels are those of Parquet (Dremel).
struct ShredNode: BitwiseCopyable {
  enum Kind: UInt8 { case leaf, structure, list, map }

  var kind: Kind
  /// Bits of the JSON kinds that have a place here; others are rescued.
  var accepts: UInt16
  /// Whether a string's quotes belong to the value (JSON columns keep the text as it stands).
  var keepsQuotes = false
  /// The level that says that there is a value here, be it an empty list.
  var definitionLevel: UInt8
  /// The level of the list or map itself; of the innermost one around a leaf or structure.
  var repetitionLevel: UInt8
  /// The leaves at and below this node: `firstLeaf ..< endLeaf`.
  var firstLeaf: Int32
  var endLeaf: Int32
  /// The field table of a structure; the element of a list; the value of a map (its key is `firstLeaf`).
  var child: Int32 = -1
}

extension ShredNode {
  /// All kinds but null.
  static let anyValue: UInt16 = ~JSONKind.null.bit
  static let text: UInt16 = JSONKind.string.bit | JSONKind.escapedString.bit
  static let integers: UInt16 = JSONKind.integer.bit
  static let numbers: UInt16 = JSONKind.integer.bit | JSONKind.number.bit
  static let booleans: UInt16 = JSONKind.true.bit | JSONKind.false.bit
}
