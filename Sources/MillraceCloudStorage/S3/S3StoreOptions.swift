/// How an object store writes to S3.
package struct S3StoreOptions: Sendable, Equatable {
  /// Bytes of the first 1,000 parts of an upload; every further 1,000 are twice as large, so that 10,000 parts hold more than
  /// the 5 TiB of the largest object. Objects that are smaller are written in one request. At least 5 MiB.
  package var partSize = 8 << 20
  /// Parts of one object that are sent at the same time. Each takes its size in memory, as does the one that is filled.
  package var partsInFlight = 4

  package init() {}

  /// - Parameter number: from 1.
  func size(ofPart number: Int) -> Int { partSize << ((number - 1) / 1_000) }
}
