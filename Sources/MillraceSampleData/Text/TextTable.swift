/// A list of texts laid end to end, so that one of them is appended by a copy of bytes.
struct TextTable: Sendable {
  let bytes: [UInt8]
  private let bounds: [Int]

  var count: Int { bounds.count - 1 }

  init(_ texts: [String]) {
    var bytes: [UInt8] = []
    var bounds = [0]
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      bounds.append(bytes.count)
    }
    self.bytes = bytes
    self.bounds = bounds
  }

  @inline(__always)
  func range(of index: Int) -> Range<Int> {
    bounds[index]..<bounds[index + 1]
  }
}
