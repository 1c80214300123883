/// The files that the last pass found to be in the ledger, so that the next one need not ask for each.
///
/// A file is kept as 128 bits of a keyed hash over its path and version, at most `limit` of them; a file beyond that is
/// asked for again, which costs time and nothing else. A file that a pass did not see is forgotten: when it comes back,
/// the ledger is asked.
struct KnownFiles {
  private struct Fingerprint: Hashable {
    let first: Int
    let second: Int

    init(_ file: FoundFile) {
      var hasher = Hasher()
      file.path.withUnsafeBytes { hasher.combine(bytes: $0) }
      hasher.combine(file.status.size)
      hasher.combine(file.status.modified)
      hasher.combine(file.status.identity.inode)
      var other = hasher
      other.combine(0x6D69_6C6C)
      first = hasher.finalize()
      second = other.finalize()
    }
  }

  private let limit: Int
  private var lastPass: Set<Fingerprint> = []
  private var thisPass: Set<Fingerprint> = []

  init(limit: Int = 500_000) {
    self.limit = limit
  }

  /// Whether the ledger is known to have the file; if so it stays known.
  mutating func recognize(_ file: FoundFile) -> Bool {
    let fingerprint = Fingerprint(file)
    guard lastPass.contains(fingerprint) else { return false }
    thisPass.insert(fingerprint)
    return true
  }

  /// Remembers that the ledger has the file.
  mutating func remember(_ file: FoundFile) {
    if thisPass.count < limit { thisPass.insert(Fingerprint(file)) }
  }

  /// Forgets all files, so that the ledger is asked for each.
  mutating func forgetAll() {
    lastPass = []
    thisPass = []
  }

  /// Begins a pass.
  mutating func beginPass() {
    lastPass = thisPass
    thisPass = []
  }
}
