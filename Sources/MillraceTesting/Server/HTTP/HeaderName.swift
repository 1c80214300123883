extension String {
  /// Whether the name of a header begins so, in whatever case.
  ///
  /// - Parameter prefix: in lower case; letters, hyphens and dots.
  func begins(with prefix: StaticString) -> Bool {
    utf8.count >= prefix.utf8CodeUnitCount
      && zip(utf8, UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)).allSatisfy {
        $0 | 0x20 == $1
      }
  }
}
