/// Byte strings that lie in one buffer, which several of them may share: a page, a dictionary, or a copy.
package struct ByteArrayValues: Sendable, Equatable {
  package private(set) var buffer: [UInt8]
  package private(set) var ranges: [Range<Int>]

  /// - Precondition: all ranges are within the buffer.
  init(buffer: [UInt8] = [], ranges: [Range<Int>] = []) {
    self.buffer = buffer
    self.ranges = ranges
  }

  package init(_ values: [[UInt8]]) {
    self.init()
    for value in values { append(value) }
  }

  package var count: Int { ranges.count }

  package subscript(index: Int) -> ArraySlice<UInt8> {
    buffer[ranges[index]]
  }

  /// The values at some positions, in the same buffer.
  func gathered(_ indices: [UInt32]) -> ByteArrayValues {
    ByteArrayValues(buffer: buffer, ranges: indices.map { ranges[Int($0)] })
  }

  mutating func append(_ value: some Collection<UInt8>) {
    let start = buffer.count
    buffer.append(contentsOf: value)
    ranges.append(start..<buffer.count)
  }

  package static func == (left: ByteArrayValues, right: ByteArrayValues) -> Bool {
    left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
  }
}
