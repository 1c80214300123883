import CMillraceSystem
import Foundation
import Synchronization

/// An object of a ``DirectoryStore`` that is being written.
///
/// On Linux the kernel is told to begin storing what has come every few megabytes, so that the `fsync` at the end finds
/// little left to do.
final class StagedFile: StagedObject {
  /// Bytes after which the kernel is told to begin storing them.
  private static let writebackInterval: Int64 = 8 << 20

  private struct State {
    var isOpen = true
    var written: Int64 = 0
    /// Where the bytes begin that the kernel has not been told to store.
    var writeback: Int64 = 0
  }

  let key: ObjectKey
  private let path: String
  private let fileDescriptor: Int32
  private let store: DirectoryStore
  private let target: String
  private let state = Mutex(State())

  init(store: DirectoryStore, key: ObjectKey, path: String, target: String, fileDescriptor: Int32) {
    self.store = store
    self.key = key
    self.path = path
    self.target = target
    self.fileDescriptor = fileDescriptor
  }

  deinit {
    discard()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    // The lock keeps the file from being closed, and its descriptor given to another, while it is written to.
    try state.withLock { state in
      guard state.isOpen else { throw ended }
      var rest = bytes
      while let base = rest.baseAddress, !rest.isEmpty {
        let count = Foundation.write(fileDescriptor, base, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          throw StoreError.from(errno: errno, doing: "write", path: path)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      state.written += Int64(bytes.count)
      let pending = state.written - state.writeback
      guard pending >= Self.writebackInterval else { return }
      mr_start_writeback(fileDescriptor, state.writeback, pending)
      state.writeback = state.written
    }
  }

  func publish(_ condition: PutCondition) async throws -> PutOutcome {
    try await BlockingWork.run { [self] in
      guard takeTurn() else { throw ended }
      let flushed = fsync(fileDescriptor) == 0 ? 0 : errno
      close(fileDescriptor)
      if flushed != 0 {
        unlink(path)
        throw store.failure(flushed, doing: "flush", path: path)
      }
      return try store.publish(path, as: target, condition: condition)
    }
  }

  func abandon() async {
    discard()
  }

  private var ended: StoreError {
    StoreError(.failed, "\(key) was published or abandoned before; stage it again.")
  }

  private func discard() {
    if takeTurn() {
      close(fileDescriptor)
      unlink(path)
    }
  }

  /// True for the first who asks: only that one ends the object.
  private func takeTurn() -> Bool {
    state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
  }
}
