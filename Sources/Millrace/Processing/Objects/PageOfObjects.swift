internal import MillraceStorage
internal import Synchronization

/// The objects of one page, handed out to several workers.
final class PageOfObjects: Sendable {
  private let rest: Mutex<ArraySlice<ObjectInfo>>

  init(_ objects: [ObjectInfo]) {
    rest = Mutex(objects[...])
  }

  func next() -> ObjectInfo? { rest.withLock { $0.popFirst() } }
}
