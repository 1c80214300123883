import Foundation
import Synchronization

/// An object of a ``DirectoryStore`` that is being written.
final class StagedFile: StagedObject {
  let key: ObjectKey
  let path: String
  let fileDescriptor: Int32
  private let store: DirectoryStore
  private let target: String
  private let isOpen = Mutex(true)

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

  func publish(_ condition: PutCondition) async throws -> PutOutcome {
    try await BlockingWork.run { [self] in
      guard takeTurn() else {
        throw StoreError(.failed, "\(key) was published or abandoned before; stage it again.")
      }
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

  private func discard() {
    if takeTurn() {
      close(fileDescriptor)
      unlink(path)
    }
  }

  /// True for the first who asks: only that one ends the object.
  private func takeTurn() -> Bool {
    isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
  }
}
