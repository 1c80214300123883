/// Decides which of the files that wait, offered oldest first, go into the next manifest.
///
/// Files are taken until their sizes reach the target, so a manifest exceeds it by less than its last file. A file that
/// is as large as the target gets a manifest of its own: it is taken alone if it is the oldest, and passed over if not.
package struct ManifestSelection: Sendable {
  private let targetBytes: Int64
  private let maximumFiles: Int
  private var firstLarge: Int?
  private var offered = 0
  private var bytes: Int64 = 0
  private var taken: [Int] = []

  package init(targetBytes: Int64, maximumFiles: Int) {
    self.targetBytes = max(1, targetBytes)
    self.maximumFiles = max(1, maximumFiles)
  }

  /// True when no further file needs to be offered.
  package var isFull: Bool { bytes >= targetBytes || taken.count >= maximumFiles }

  /// Offers the next file. Not to be called on a full selection.
  package mutating func offer(size: Int64) {
    let index = offered
    offered += 1
    if size >= targetBytes && !taken.isEmpty {
      firstLarge = firstLarge ?? index
    } else {
      taken.append(index)
      bytes += size
    }
  }

  /// The indexes of the files to take, in the order in which they were offered; empty if none.
  package func indexes(for trigger: ManifestTrigger) -> [Int] {
    if isFull || trigger != .size { return taken }
    return firstLarge.map { [$0] } ?? []
  }
}
