import MillraceCompression

/// Decompresses everything that `source` gives, `readSize` bytes at a time.
func inflateAll(_ source: InflatingSource, readSize: Int = 64 << 10) throws -> [UInt8] {
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: readSize)
  while true {
    let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
    if count == 0 { return result }
    result.append(contentsOf: buffer[..<count])
  }
}

/// Decompresses `bytes`, which arrive `rawReadSize` at a time, in pieces of `readSize`.
func inflateAll(
  _ bytes: [UInt8], rawReadSize: Int = .max, readSize: Int = 64 << 10, limits: InflationLimits = InflationLimits()
) throws -> [UInt8] {
  try inflateAll(
    InflatingSource(MemorySource(bytes, name: "test.gz", maximumRead: rawReadSize), limits: limits), readSize: readSize)
}

/// Compresses `bytes` as one stream, written `writeSize` at a time.
func deflateAll(
  _ bytes: [UInt8], format: CompressionFormat, level: Int? = nil, writeSize: Int = 64 << 10
) throws -> [UInt8] {
  var result: [UInt8] = []
  let sink = try DeflatingSink(format: format, level: level) { result.append(contentsOf: $0) }
  var position = 0
  while position < bytes.count {
    let end = min(position + writeSize, bytes.count)
    try bytes[position..<end].withUnsafeBytes { try sink.write($0) }
    position = end
  }
  try sink.finish()
  return result
}

/// Runs `body` and returns the error that it must throw.
func compressionError(_ body: () throws -> [UInt8]) throws -> CompressionError? {
  do {
    _ = try body()
    return nil
  } catch let error as CompressionError {
    return error
  }
}
