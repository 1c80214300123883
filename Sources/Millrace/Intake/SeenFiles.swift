/// The files for which the last pass over a source has found nothing left to do, so that the next one need not ask the ledger
/// for each.
///
/// A file is kept as 128 bits of a keyed hash over what tells its versions apart, at most `limit` of them; a file beyond that
/// is asked for again, which costs time and nothing else. A file that a pass did not see is forgotten: when it comes back,
/// the ledger is asked.
struct SeenFiles {
  /// What a version of a file is recognized by.
  struct Fingerprint: Hashable {
    private let first: Int
    private let second: Int

    /// - Parameter feed: gives the hasher what tells the version from others.
    init(_ feed: (inout Hasher) -> Void) {
      var hasher = Hasher()
      feed(&hasher)
      var other = hasher
      other.combine(0x6D69_6C6C)
      first = hasher.finalize()
      second = other.finalize()
    }

    /// An item of the ledger. Its bytes count: texts that are canonically equivalent are different items.
    init(item: String) {
      self.init { hasher in
        for byte in item.utf8 { hasher.combine(byte) }
      }
    }

    init(_ file: FoundFile) {
      self.init { hasher in
        file.path.withUnsafeBytes { hasher.combine(bytes: $0) }
        hasher.combine(file.status.size)
        hasher.combine(file.status.modified)
        hasher.combine(file.status.identity.inode)
      }
    }
  }

  private let limit: Int
  private var lastPass: Set<Fingerprint> = []
  private var thisPass: Set<Fingerprint> = []

  init(limit: Int = 500_000) {
    self.limit = limit
  }

  /// Whether nothing is known to be left to do for a file; if so that stays known.
  mutating func recognize(_ file: Fingerprint) -> Bool {
    guard lastPass.contains(file) || thisPass.contains(file) else { return false }
    remember(file)
    return true
  }

  /// Remembers that nothing is left to do for a file.
  mutating func remember(_ file: Fingerprint) {
    if thisPass.count < limit { thisPass.insert(file) }
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
