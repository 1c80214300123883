import Crypto

extension Manifest {
  /// SHA-256, in lower-case hexadecimal, over
  ///
  /// 1. the ASCII text `millrace-manifest-1` and a line feed,
  /// 2. the schema version, as a 64-bit big-endian integer,
  /// 3. the number of inputs, as a 64-bit big-endian integer,
  /// 4. for each input, sorted: the length of its address in UTF-8 bytes (64-bit big-endian), those bytes, the length of
  ///    its version, those bytes, and its size (64-bit big-endian).
  ///
  /// Every part has a fixed length or is preceded by its length, so that no two lists of inputs encode alike.
  package static func identity(schemaVersion: Int, inputs: [FileVersion]) -> String {
    identity(schemaVersion: schemaVersion, sortedInputs: inputs.sorted())
  }

  static func identity(schemaVersion: Int, sortedInputs inputs: [FileVersion]) -> String {
    var hash = SHA256()
    hash.update(data: Array("millrace-manifest-1\n".utf8))
    var encoded: [UInt8] = []
    append(Int64(schemaVersion), to: &encoded)
    append(Int64(inputs.count), to: &encoded)
    for input in inputs {
      append(input.address, to: &encoded)
      append(input.version, to: &encoded)
      append(input.size, to: &encoded)
    }
    hash.update(data: encoded)
    return hexadecimal(hash.finalize())
  }

  private static func append(_ text: String, to encoded: inout [UInt8]) {
    append(Int64(text.utf8.count), to: &encoded)
    encoded.append(contentsOf: text.utf8)
  }

  private static func append(_ number: Int64, to encoded: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      encoded.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
    }
  }
}
