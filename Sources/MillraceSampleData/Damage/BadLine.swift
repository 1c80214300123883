/// A record that was damaged on purpose, and where it stands.
package struct BadLine: Sendable, Hashable {
  /// Line in its file, from 1.
  package let line: Int
  /// Where the line begins, in bytes from the beginning of the (uncompressed) file.
  package let byteOffset: Int
  /// Length of the line in bytes, without its end of line.
  package let length: Int
  package let kind: BadLineKind
}
