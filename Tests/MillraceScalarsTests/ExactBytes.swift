/// Calls `body` with a text in memory of exactly its size, so that a sanitizer sees every byte read beyond it.
func withExactBytes<Result>(_ text: String, _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
  withExactBytes(Array(text.utf8), body)
}

func withExactBytes<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
  let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
  defer { memory.deallocate() }
  _ = memory.update(fromContentsOf: bytes)
  guard let base = memory.baseAddress else { preconditionFailure("an allocated buffer has an address") }
  return body(base, bytes.count)
}
