import Foundation

/// The output of a conversion: a file that appears when it is whole, or standard output, which gets it when it is whole,
/// so that no reader sees half of it.
final class PublishedOutput: Sendable {
  let name: String
  let descriptor: Int32
  private let file: OutputFile?

  /// - Parameter path: `-` is standard output.
  init(_ path: String) throws {
    if path == "-" {
      name = "standard output"
      file = nil
      descriptor = try Self.makeSpool()
    } else {
      let file = try OutputFile(path)
      name = path
      descriptor = file.descriptor
      self.file = file
    }
  }

  func publish() throws {
    if let file { try file.publish(durable: true) } else { try copyToStandardOutput() }
  }

  func abandon() {
    file?.abandon()
  }

  /// A file without a name, in the directory for temporary files.
  private static func makeSpool() throws -> Int32 {
    let directory = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var template = Array("\(directory)/millrace-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw CommandFailure(
        message:
          "\(directory): no temporary file can be created: \(SystemError.last). Set TMPDIR to a directory with space.")
    }
    unlink(template)
    return descriptor
  }

  private func copyToStandardOutput() throws {
    lseek(descriptor, 0, SEEK_SET)
    try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count == 0 { return }
        guard count > 0 else {
          throw CommandFailure(message: "the temporary file cannot be read: \(SystemError.last).")
        }
        try StandardOutput.shared.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }
}
