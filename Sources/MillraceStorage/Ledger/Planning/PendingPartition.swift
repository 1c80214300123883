package import Foundation

/// What waits in one partition.
package struct PendingPartition: Sendable, Equatable {
  package var partition: String
  package var count: Int
  package var bytes: Int64
  /// When the file that has waited longest was entered.
  package var oldest: Date

  package init(partition: String, count: Int, bytes: Int64, oldest: Date) {
    self.partition = partition
    self.count = count
    self.bytes = bytes
    self.oldest = oldest
  }
}
