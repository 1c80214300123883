import Foundation

extension DirectoryStore {
  /// Removes from the staging folder what is old and belongs to no running process. Files with other names are left alone.
  func removeLeftovers(olderThan age: TimeInterval, now: Date) throws {
    let names: [String]
    do {
      names = try DirectoryEntries.names(in: stagingPath)
    } catch let error as StoreError where error.code == .notFound {
      return
    }
    for name in names {
      guard let owner = StagingName(name), !owner.isOwnerAlive else { continue }
      let file = stagingPath + "/" + name
      var status = stat()
      guard lstat(file, &status) == 0 else { continue }
      let modified = Double(status.st_mtim.tv_sec)
      if now.timeIntervalSince1970 - modified >= age { unlink(file) }
    }
  }
}
