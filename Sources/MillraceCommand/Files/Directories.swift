import Foundation

/// Creates a directory with those above it. It is no error if it exists.
func createDirectory(_ path: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw CommandFailure(message: "\(path): this directory cannot be created: \(SystemError.last)")
  }
}
