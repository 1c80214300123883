import MillraceCompression
import MillraceSampleData

/// Writes one sample file, compressed or not.
struct SampleOutput {
  let options: SampleOptions
  let compression: CompressionFormat

  /// What is added to a file's name.
  var suffix: String {
    switch compression {
    case .none: ""
    case .gzip: ".gz"
    case .zstd: ".zst"
    }
  }

  /// Writes the file under this path; `-` is standard output.
  func write(_ file: SampleFile, to path: String) throws -> SampleReport.File {
    guard path != "-" else {
      return try write(file, named: path) { try StandardOutput.shared.write($0) }
    }
    let output = try OutputFile(path)
    return try Interruption.shared.endProcess {
      output.abandon()
    } during: {
      do {
        let report = try write(file, named: path) { try output.write($0) }
        try output.publish(durable: false)
        return report
      } catch {
        output.abandon()
        throw error
      }
    }
  }

  private func write(
    _ file: SampleFile, named path: String, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws -> SampleReport.File {
    var stream = SampleStream(file, options: options)
    let deflating = try DeflatingSink(format: compression, output: sink)
    while let piece = stream.next() { try piece.withUnsafeBytes { try deflating.write($0) } }
    try deflating.finish()
    return SampleReport.File(
      path: path, records: stream.records, bytes: deflating.inflatedBytes, storedBytes: deflating.compressedBytes,
      bad: stream.badLines.map(SampleReport.Bad.init))
  }
}
