extension DirectoryStore {
  package func list(prefix: String) -> ObjectListing {
    ObjectListing { [self] in
      let walk = DirectoryWalk(store: self, prefix: prefix)
      return { try await BlockingWork.run { try walk.nextPage() } }
    }
  }
}
