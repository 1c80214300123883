/// Decodes the values of a data page, in any encoding.
struct ValueDecoder {
  let leaf: ParquetLeaf
  /// The values of the chunk's dictionary page, once it has been read.
  let dictionary: ColumnValues?
  /// The most bytes that decoded values may take.
  let limit: Int

  func decode(_ count: Int, _ encoding: Encoding, from cursor: inout ByteCursor) throws(ParquetError) -> ColumnValues {
    guard count > 0 else { return .none(of: leaf.physical) }
    switch encoding {
    case .plain:
      return try PlainDecoder.decode(count, of: leaf.physical, length: leaf.typeLength, from: &cursor)
    case .plainDictionary, .rleDictionary:
      return try decodeIndices(count, from: &cursor)
    case .rle:
      return try decodeRuns(count, from: &cursor)
    case .deltaBinaryPacked:
      return try decodeDelta(count, from: &cursor)
    case .deltaLengthByteArray:
      try require(.byteArray, for: encoding)
      return .bytes(try ByteArrayDecoder.decodeDeltaLength(count, from: &cursor))
    case .deltaByteArray:
      return .bytes(try decodeDeltaByteArray(count, from: &cursor))
    case .byteStreamSplit:
      return try ByteStreamSplitDecoder.decode(count, of: leaf.physical, length: leaf.typeLength, from: &cursor)
    case .bitPacked:
      throw mismatch(encoding)
    }
  }

  private func decodeIndices(_ count: Int, from cursor: inout ByteCursor) throws(ParquetError) -> ColumnValues {
    guard let dictionary else {
      throw ParquetError(.malformed, "a page refers to a dictionary, and no dictionary page came before it")
    }
    let width = Int(try cursor.byte())
    guard width <= 32 else { throw ParquetError(.malformed, "dictionary indices of \(width) bits") }
    guard dictionary.count > 0 else { throw ParquetError(.malformed, "a page refers to an empty dictionary") }
    var decoder = RunLengthDecoder(cursor: cursor, width: width)
    var indices: [UInt32] = []
    try decoder.decode(count, maximum: UInt64(dictionary.count - 1), into: &indices)
    cursor = decoder.cursor
    return dictionary.gathered(indices)
  }

  private func decodeRuns(_ count: Int, from cursor: inout ByteCursor) throws(ParquetError) -> ColumnValues {
    try require(.boolean, for: .rle)
    let length = try cursor.length()
    var decoder = RunLengthDecoder(cursor: ByteCursor(cursor.bytes, try cursor.take(length)), width: 1)
    var bits: [UInt8] = []
    try decoder.decode(count, maximum: 1, into: &bits)
    return .boolean(bits.map { $0 == 1 })
  }

  private func decodeDelta(_ count: Int, from cursor: inout ByteCursor) throws(ParquetError) -> ColumnValues {
    switch leaf.physical {
    case .int32:
      return .int32(try DeltaDecoder.decode(count, from: &cursor).map { Int32(truncatingIfNeeded: $0) })
    case .int64: return .int64(try DeltaDecoder.decode(count, from: &cursor))
    default: throw mismatch(.deltaBinaryPacked)
    }
  }

  private func decodeDeltaByteArray(
    _ count: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ByteArrayValues {
    guard leaf.physical == .byteArray || leaf.physical == .fixedLenByteArray else { throw mismatch(.deltaByteArray) }
    let values = try ByteArrayDecoder.decodeDelta(count, limit: limit, from: &cursor)
    if leaf.physical == .fixedLenByteArray {
      guard values.ranges.allSatisfy({ $0.count == leaf.typeLength }) else {
        throw ParquetError(.malformed, "a value whose length is not the column's \(leaf.typeLength) bytes")
      }
    }
    return values
  }

  private func require(_ type: PhysicalType, for encoding: Encoding) throws(ParquetError) {
    guard leaf.physical == type else { throw mismatch(encoding) }
  }

  private func mismatch(_ encoding: Encoding) -> ParquetError {
    ParquetError(.malformed, "values of type \(leaf.physical.name) in \(encoding.name), for which it is not defined")
  }
}
