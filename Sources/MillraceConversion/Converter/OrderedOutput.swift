internal import MillraceParquet
internal import Synchronization
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Takes the parts of slices from all workers and passes them on in the order of the input.
///
/// Whoever brings the part whose turn it is writes it, and what has been waiting behind it. Workers that are ahead may
/// leave `limit` parts in all and then wait, so that one slow slice does not make the others pile up in memory.
///
/// `@unchecked Sendable`: everything is guarded by `mutex`.
final class OrderedOutput: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The slice whose parts are being passed on.
  private var turn = 0
  private var waiting: [Int: [SlicePart]] = [:]
  private var failure: (any Error)?
  /// Parts that may be waiting.
  private let limit: Int
  private let consume: (SlicePart) throws -> Void

  init(limit: Int, consume: @escaping (SlicePart) throws -> Void) {
    self.limit = limit
    self.consume = consume
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  /// Passes a part on, at once or when its turn comes.
  /// - Throws: `ConversionStop` when another worker has failed; what `consume` throws.
  func submit(_ part: SlicePart) throws {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while failure == nil && mustWait(part) { pthread_cond_wait(changed, mutex) }
    if failure != nil { throw ConversionStop() }
    if part.slice != turn {
      waiting[part.slice] = [part]
      return
    }
    do {
      for earlier in waiting.removeValue(forKey: turn) ?? [] { try pass(earlier) }
      try pass(part)
      while let next = waiting.removeValue(forKey: turn) {
        for part in next { try pass(part) }
      }
    } catch {
      failure = failure ?? error
      pthread_cond_broadcast(changed)
      throw error
    }
    pthread_cond_broadcast(changed)
  }

  /// The worker whose turn it is never waits, so that there is always one that goes on.
  private func mustWait(_ part: SlicePart) -> Bool {
    part.slice != turn && (waiting[part.slice] != nil || waiting.count >= limit)
  }

  private func pass(_ part: SlicePart) throws {
    try consume(part)
    if part.isLast { turn += 1 }
  }

  /// Makes all workers stop; the first error is kept.
  func fail(_ error: any Error) {
    pthread_mutex_lock(mutex)
    if failure == nil { failure = error }
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// The error that stopped the conversion.
  var firstFailure: (any Error)? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return failure
  }
}
