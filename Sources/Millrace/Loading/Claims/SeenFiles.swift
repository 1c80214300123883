/// The files of the last listing that the ledger is known to be done with, so that it need not be asked for each again.
///
/// A file is kept as 128 bits of a keyed hash, at most `limit` of them; beyond that the ledger is asked, which costs time and
/// nothing else.
struct SeenFiles {
  private struct Fingerprint: Hashable {
    let first: Int
    let second: Int

    init(_ item: String) {
      var hasher = Hasher()
      for byte in item.utf8 { hasher.combine(byte) }
      var other = hasher
      other.combine(1)
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

  /// Whether nothing is left to do for a file; if so that stays known.
  mutating func recognize(_ item: String) -> Bool {
    let fingerprint = Fingerprint(item)
    guard lastPass.contains(fingerprint) || thisPass.contains(fingerprint) else { return false }
    if thisPass.count < limit { thisPass.insert(fingerprint) }
    return true
  }

  mutating func remember(_ item: String) {
    if thisPass.count < limit { thisPass.insert(Fingerprint(item)) }
  }

  /// Begins a listing. Files that the one before did not show are forgotten.
  mutating func beginPass() {
    lastPass = thisPass
    thisPass = []
  }
}
