internal import MillraceConversion
internal import MillraceStorage

/// An object at the version that was planned.
struct PlannedObject: Sendable {
  /// How often a chunk is asked for before the store is taken to be out of order. Stores try again by themselves, too.
  private static let attempts = 5

  let file: FileVersion
  /// Its store and its key, or why there are none.
  let place: Result<(store: any ObjectStore, key: ObjectKey), any Error>

  /// Some of its bytes, exactly as many as the range has.
  func fetch(_ range: Range<Int64>) async -> Result<[UInt8], ObjectFetchFailure> {
    var attempt = 1
    while true {
      let failure: ObjectFetchFailure
      do {
        let (store, key) = try place.get()
        // One byte more at the end: an object that is longer than was planned must not be cut in silence.
        let asked = range.upperBound == file.size ? range.lowerBound..<(range.upperBound + 1) : range
        let bytes = try await store.get(key, range: asked, ifMatch: file.version)
        if bytes.count == range.count { return .success(bytes) }
        failure =
          bytes.count > range.count
          ? ObjectFetchFailure(longer: file.address, expected: file.size)
          : ObjectFetchFailure(
            cutOff: file.address, offset: range.lowerBound + Int64(bytes.count), expected: file.size)
      } catch {
        failure = ObjectFetchFailure(error, address: file.address)
      }
      guard failure.mayPass, attempt < Self.attempts, !Task.isCancelled else { return .failure(failure) }
      try? await Task.sleep(for: .milliseconds(100 << attempt))
      attempt += 1
    }
  }
}
