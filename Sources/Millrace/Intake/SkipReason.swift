/// Why an entry of the source folder is left alone.
enum SkipReason: String, Sendable, CaseIterable {
  /// Its name begins with a dot.
  case hidden
  /// Its name is one that programs give to files they have not finished, or to marks: `*.tmp`, `*.part`, `_SUCCESS`.
  case temporary
  /// Its name fits no pattern of `match`.
  case unmatched
  /// A symbolic link, and `follow-links` is off; or one to what is reached without it.
  case link
  /// A pipe, socket or device.
  case special

  /// For a person, after a number.
  var explanation: String {
    switch self {
    case .hidden: "hidden"
    case .temporary: "unfinished by their names"
    case .unmatched: "outside “match”"
    case .link: "links (see “follow-links”)"
    case .special: "pipes, sockets or devices"
    }
  }

  /// The reason to skip an entry for its name alone.
  init?(name: [UInt8]) {
    if name.first == UInt8(ascii: ".") {
      self = .hidden
    } else if name.first == UInt8(ascii: "_") || Self.isUnfinished(name) {
      self = .temporary
    } else {
      return nil
    }
  }

  private static func isUnfinished(_ name: [UInt8]) -> Bool {
    if name.last == UInt8(ascii: "~") { return true }
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let suffix = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
    return ["tmp", "temp", "part", "partial", "crdownload", "filepart", "swp", "inprogress"].contains(suffix)
  }
}
