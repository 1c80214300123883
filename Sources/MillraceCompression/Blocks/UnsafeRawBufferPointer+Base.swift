/// Calls `body` with the address of the bytes, which is never null, although that of an empty buffer may be.
func withUnsafeBase<Result>(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
  if let base = bytes.baseAddress { return body(base.assumingMemoryBound(to: CChar.self)) }
  var nothing: CChar = 0
  return withUnsafePointer(to: &nothing) { body($0) }
}
