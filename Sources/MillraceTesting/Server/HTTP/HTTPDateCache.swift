internal import Synchronization

/// The `Date` header, written once a second.
enum HTTPDateCache {
  private static let cache = Mutex<(second: Int64, text: String)>((.min, ""))

  /// - Parameter milliseconds: since 1970.
  static func text(_ milliseconds: Int64) -> String {
    cache.withLock { cache in
      if cache.second != milliseconds / 1000 {
        cache = (milliseconds / 1000, CalendarTime(milliseconds: milliseconds).http)
      }
      return cache.text
    }
  }
}
