internal import MillraceJSON

// Unsafe pointers here: records stand in padded buffers.

extension SliceWorker {
  /// Shreds the record at `start`, or what the transforms make of it. Returns the byte behind it (its line feed, if lines are records),
  /// or nil where it is bad: `shredder.scanner.failure` and `transforming.reason` then tell why.
  @inline(__always)
  func shred(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    transforming == nil ? shredder.shredRecord(start) : shredTransformed(start)
  }

  private func shredTransformed(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    guard let outcome = transforming?.apply(start) else { return nil }
    switch outcome {
    case .result(let result, let end):
      shredder.base = transforming?.base ?? result
      if shredder.shredRecord(result) != nil { return end }
      transforming?.reject(shredder.scanner.failure?.code ?? .expectedObject, result: result)
      badRecordEnd = end
      return shredder.scanner.fail(.expectedObject, start)
    case .dropped(let end): return end
    case .bad(_, let end):
      badRecordEnd = end
      return shredder.scanner.fail(.expectedObject, start)
    case .malformed(let failure):
      shredder.scanner.failure = failure
      return nil
    }
  }

  /// Why the record that was shredded last is bad. What is JSON is only refused for what it is, or by the transforms.
  func badRecordReason(_ code: JSONError.Code) -> String {
    if code == .expectedObject, let reason = transforming?.reason { return reason }
    return JSONError(code: code, offset: 0).reason
  }
}
