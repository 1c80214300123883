/// The definition or repetition levels of one page.
///
/// Most columns have no nulls: as long as all levels are the same, only their number is kept.
package struct LevelBuffer: ~Copyable {
  let maximum: UInt8
  private var uniform: UInt8
  private var uniformCount = 0
  /// One value a level once they differ.
  private var levels: ValueBuffer<UInt32>

  package init(maximum: Int) {
    self.maximum = UInt8(maximum)
    uniform = UInt8(maximum)
    levels = ValueBuffer()
  }

  package var count: Int { uniformCount + levels.count }

  package var memorySize: Int { levels.memorySize }

  /// Appends `repetitions` times the same level.
  package mutating func append(_ level: UInt8, count repetitions: Int) {
    guard maximum > 0, repetitions > 0 else { return }
    if levels.count == 0 {
      if uniformCount == 0 { uniform = level }
      if uniform == level {
        uniformCount += repetitions
        return
      }
      levels.append(repeating: UInt32(uniform), count: uniformCount)
      uniformCount = 0
    }
    levels.append(repeating: UInt32(level), count: repetitions)
  }

  /// Appends the RLE / bit-packed levels preceded by their length in four bytes (data pages of version 1).
  package mutating func encode(into out: inout EncodingBuffer) {
    guard maximum > 0 else { return }
    let lengthAt = out.count
    out.appendInteger(UInt32(0))
    let width = HybridEncoder.width(for: UInt32(maximum))
    if levels.count == 0 {
      HybridEncoder.appendRun(of: UInt32(uniform), count: uniformCount, width: width, into: &out)
    } else {
      HybridEncoder.encode(levels.values, width: width, into: &out)
    }
    let length = UInt32(out.count - lengthAt - 4)
    UnsafeMutableRawPointer(out.base + lengthAt).storeBytes(of: length.littleEndian, as: UInt32.self)
  }

  package mutating func removeAll() {
    uniformCount = 0
    levels.count = 0
  }
}
