/// One pass over a folder, an entry at a time. It never fails but at the folder itself: what cannot be read below it is
/// reported and passed over.
struct DirectoryWalk {
  private struct Folder {
    let path: [UInt8]
    /// The folders that led here, if links are followed: coming to one of them again would be a loop.
    let ancestors: [FileStatus.Identity]
  }

  private let source: PipelineConfiguration.Source.Directory
  private let root: [UInt8]
  private let resolvedRoot: [UInt8]
  private var waiting: [Folder] = []
  private var folder: Folder
  private var reader: DirectoryReader?

  private static let slash = UInt8(ascii: "/")

  /// - Throws: `FileSystemError` where the folder itself cannot be read.
  init(_ source: PipelineConfiguration.Source.Directory) throws(FileSystemError) {
    self.source = source
    root = Array(source.path.utf8)
    let status = try FileStatus.of(root, followingLinks: true)
    folder = Folder(path: root, ancestors: source.followLinks ? [status.identity] : [])
    reader = try DirectoryReader(root)
    resolvedRoot = root.resolvedPath ?? root
  }

  /// The next event; `nil` at the end.
  mutating func next() -> WalkEvent? {
    while true {
      if let reader {
        do {
          while let name = try reader.next() {
            if let event = visit(name, reader) { return event }
          }
          self.reader = nil
        } catch {
          self.reader = nil
          return .problem(WalkProblem(.folderUnreadable, folder.path, reason: error.description))
        }
      }
      guard let next = waiting.popLast() else { return nil }
      folder = next
      do {
        reader = try DirectoryReader(next.path)
      } catch {
        // A folder that was removed since its name was read is no problem.
        if !error.isMissing { return .problem(WalkProblem(.folderUnreadable, next.path, reason: error.description)) }
      }
    }
  }

  /// `nil` where there is nothing to say of an entry.
  private mutating func visit(_ name: [UInt8], _ reader: DirectoryReader) -> WalkEvent? {
    if let reason = SkipReason(name: name) { return .skipped(reason) }
    let path = folder.path + (folder.path.last == Self.slash ? [] : [Self.slash]) + name
    do {
      let status = try reader.status(of: name)
      return status.kind == .link ? follow(path, name) : event(path, name, status)
    } catch {
      return error.isMissing ? nil : .problem(WalkProblem(.fileUnreadable, path, reason: error.description))
    }
  }

  private mutating func event(_ path: [UInt8], _ name: [UInt8], _ status: FileStatus) -> WalkEvent? {
    switch status.kind {
    case .file:
      guard matches(path, name) else { return .skipped(.unmatched) }
      return .file(FoundFile(path: path, nameStart: path.count - name.count, status: status))
    case .directory:
      if source.recursive { waiting.append(Folder(path: path, ancestors: lineage(with: status))) }
      return nil
    case .link, .special:
      return .skipped(.special)
    }
  }

  private mutating func follow(_ path: [UInt8], _ name: [UInt8]) -> WalkEvent? {
    guard source.followLinks else { return .skipped(.link) }
    do {
      let status = try FileStatus.of(path, followingLinks: true)
      if status.kind == .directory, folder.ancestors.contains(status.identity) {
        return .problem(WalkProblem(.linkLoop, path, reason: ""))
      }
      if let target = path.resolvedPath, isReachedAnyway(target) { return .skipped(.link) }
      return event(path, name, status)
    } catch {
      return .problem(WalkProblem(.brokenLink, path, reason: error.description))
    }
  }

  /// What a link leads to within the folder would be taken twice.
  private func isReachedAnyway(_ target: [UInt8]) -> Bool {
    guard target.starts(with: resolvedRoot) else { return false }
    let rest = target.dropFirst(resolvedRoot.count)
    guard resolvedRoot.count == 1 || rest.isEmpty || rest.first == Self.slash else { return false }
    return source.recursive || !rest.dropFirst().contains(Self.slash)
  }

  private func lineage(with status: FileStatus) -> [FileStatus.Identity] {
    source.followLinks ? folder.ancestors + [status.identity] : []
  }

  private func matches(_ path: [UInt8], _ name: [UInt8]) -> Bool {
    source.match.contains { pattern in
      pattern.matches(pattern.matchesPath ? path[(root.count)...].drop { $0 == Self.slash } : name[...])
    }
  }
}
