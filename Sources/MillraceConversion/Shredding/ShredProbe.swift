internal import MillraceJSON

/// Shreds lines and throws the result away, so that this stage can be timed by itself.
package struct ShredProbe {
  private let options: ConversionOptions

  package init(options: ConversionOptions) { self.options = options }

  /// Returns the number of rows.
  /// - Parameter base: whole lines, followed by the padding that `JSONScanner` demands.
  package func shred(_ base: UnsafePointer<UInt8>, count: Int) -> Int {
    var shredder = Converter.makeShredder(options)
    var rows = 0
    var p = base
    var batch = base
    while p < base + count {
      shredder.base = batch
      guard let end = shredder.shredRecord(p) else { break }
      p = end + 1
      if p - batch >= RecordBuffer.blockSize {
        rows += Int(shredder.row)
        shredder.startBatch()
        batch = p
      }
    }
    return rows + Int(shredder.row)
  }
}
