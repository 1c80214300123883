/// The pages of a listing, one after the other. Memory holds one page, and each use of the sequence starts anew.
package struct ObjectListing: AsyncSequence, Sendable {
  package typealias Element = [ObjectInfo]
  /// Gives the next page; nil at the end.
  package typealias NextPage = () async throws -> [ObjectInfo]?

  private let start: @Sendable () -> NextPage

  package init(start: @escaping @Sendable () -> NextPage) {
    self.start = start
  }

  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let nextPage: NextPage

    package mutating func next() async throws -> [ObjectInfo]? { try await nextPage() }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(nextPage: start()) }
}
