internal import MillraceConversion

/// One object, as a converter reads it.
final class ReadAheadInput: InputBytes {
  private let readAhead: ObjectReadAhead
  private let index: Int
  let size: Int64

  init(_ readAhead: ObjectReadAhead, index: Int, size: Int64) {
    self.readAhead = readAhead
    self.index = index
    self.size = size
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int {
    try readAhead.read(index, into: buffer, at: place, isFinal: true)
  }

  func peek(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int {
    try readAhead.read(index, into: buffer, at: place, isFinal: false)
  }
}
