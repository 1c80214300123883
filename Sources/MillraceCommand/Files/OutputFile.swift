#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that appears under its name only when it is whole.
///
/// It is written under a temporary name beside its place, and then synced and renamed.
final class OutputFile: Sendable {
  let path: String
  let descriptor: Int32
  private let temporaryPath: String

  /// - Throws: `CommandFailure` if the directory cannot be written to.
  init(_ path: String) throws {
    self.path = path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let directory = parts.dropLast().joined(separator: "/")
    temporaryPath = (parts.count > 1 ? directory + "/" : "") + ".\(parts.last ?? "").\(getpid()).tmp"
    descriptor = open(temporaryPath, O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw CommandFailure(message: "\(path): cannot be created: \(SystemError.last)")
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    do {
      try writeAll(bytes, to: descriptor)
    } catch {
      throw CommandFailure(message: "\(path): cannot be written: \(error). Nothing was left behind.")
    }
  }

  /// Makes the file visible.
  ///
  /// - Parameter durable: whether it must outlast a power failure from now on.
  func publish(durable: Bool) throws {
    do {
      if durable, fsync(descriptor) != 0 { throw SystemError.last }
      if rename(temporaryPath, path) != 0 { throw SystemError.last }
      close(descriptor)
      if durable { try syncDirectory() }
    } catch {
      throw CommandFailure(message: "\(path): cannot be put in place: \(error). Nothing was left behind.")
    }
  }

  /// Removes what was written. Safe to call from another thread, and where nothing is left to remove.
  func abandon() {
    unlink(temporaryPath)
  }

  private func syncDirectory() throws {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let directory = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
    let handle = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { throw SystemError.last }
    defer { close(handle) }
    guard fsync(handle) == 0 else { throw SystemError.last }
  }
}
