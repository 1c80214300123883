#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file, a pipe or the standard input.
package final class FileSource: ByteSource {
  package let name: String
  private let descriptor: Int32
  private let closesDescriptor: Bool
  private var position: Int64 = 0

  /// Opens a file to be read once from its beginning to its end.
  ///
  /// - Parameters:
  ///   - path: where the file is.
  ///   - name: what to call it in errors; the path if nil.
  package convenience init(path: String, name: String? = nil) throws(FileSourceError) {
    let name = name ?? path
    var descriptor: Int32
    repeat {
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw FileSource.failure(errno, name: name, offset: nil) }
    self.init(descriptor: descriptor, name: name, closesDescriptor: true)
  }

  /// Reads from a descriptor that is open already, from where it stands.
  ///
  /// - Parameters:
  ///   - descriptor: open for reading; 0 is the standard input.
  ///   - name: what to call it in errors.
  ///   - closesDescriptor: whether to close the descriptor when the source goes away.
  package init(descriptor: Int32, name: String, closesDescriptor: Bool) {
    self.descriptor = descriptor
    self.name = name
    self.closesDescriptor = closesDescriptor
    #if !canImport(Darwin)
      // Advice only: it doubles the kernel's read-ahead, and fails harmlessly on pipes.
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
  }

  /// The standard input of this process, which stays open.
  package static func standardInput() -> FileSource {
    FileSource(descriptor: STDIN_FILENO, name: "standard input", closesDescriptor: false)
  }

  deinit {
    if closesDescriptor {
      _ = close(descriptor)
    }
  }

  /// - Throws: `FileSourceError`.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        position += Int64(count)
        return count
      }
      if errno != EINTR {
        throw FileSource.failure(errno, name: name, offset: position)
      }
    }
  }

  private static func failure(_ number: Int32, name: String, offset: Int64?) -> FileSourceError {
    let code: FileSourceError.Code =
      switch number {
      case ENOENT, ENOTDIR, ESTALE: .notFound
      case EACCES, EPERM: .permissionDenied
      case EISDIR: .isDirectory
      case EMFILE, ENFILE: .tooManyOpenFiles
      default: .readFailed
      }
    return FileSourceError(
      code: code, path: name, errno: number, systemMessage: String(cString: strerror(number)), offset: offset)
  }
}

/// `read(2)`, under a name that a method called `read` does not hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
