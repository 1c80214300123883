public import CMillraceSIMD

/// `true` and `false`, in lower case as JSON has them.
public enum BooleanText {
  /// The boolean that the whole text spells, or nil.
  @inlinable
  public static func parse(_ text: UnsafePointer<UInt8>, count: Int) -> Bool? {
    // "true" and "fals" as little-endian integers.
    if count == 4 { return mr_load32(text) == 0x6575_7274 ? true : nil }
    if count == 5 { return mr_load32(text) == 0x736c_6166 && text[4] == UInt8(ascii: "e") ? false : nil }
    return nil
  }

  /// `true` or `false`.
  package static func format(_ value: Bool) -> String { value ? "true" : "false" }
}
