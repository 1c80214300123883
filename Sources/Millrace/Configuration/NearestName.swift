/// Finds what a person probably meant.
enum NearestName {
  /// The candidate with the fewest edits, if they are few for its length.
  static func find(_ name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased().filter { $0 != "-" && $0 != "_" })
    let scored = candidates.map { candidate in
      (candidate, distance(wanted, Array(candidate.lowercased().filter { $0 != "-" && $0 != "_" })))
    }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, wanted.count / 3) else { return nil }
    return best.0
  }

  /// Edits of one character (insertion, deletion, replacement, swap of neighbours) that turn one text into the other.
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[second.count]
  }
}
