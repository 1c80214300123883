import Foundation

extension Address {
  /// Reads an address.
  ///
  /// `file:` and `sqlite:` take a path as it stands, or, after `//`, the path of a URL (RFC 8089: percent-encoded, with an
  /// empty host or `localhost`). A text without a scheme is a path. What looks like a scheme (two or more letters, digits,
  /// `+`, `-`, `.`, and a colon) is taken for one: write `./a:b` for a file of that name.
  ///
  /// - Parameters:
  ///   - base: the absolute path of the directory that relative paths start from.
  ///   - defaultScheme: what a text without a scheme means.
  /// - Throws: ``AddressError``.
  package init(parsing text: String, relativeTo base: String, defaultScheme: Scheme = .file) throws {
    if text.isEmpty { throw AddressError(code: .empty, message: "The address is empty. \(Address.expectation)") }
    if text.utf8.contains(0) {
      throw AddressError(code: .malformed, message: "The address “\(text)” has a zero byte in it.")
    }
    guard let (name, rest) = Address.splitScheme(text) else {
      self.init(scheme: defaultScheme, path: Address.absolute(text, base: base))
      return
    }
    if let remote = try Address.remote(name.lowercased(), rest, in: text) {
      self = remote
      return
    }
    guard let scheme = Scheme(rawValue: name.lowercased()) else {
      throw AddressError(
        code: .unknownScheme,
        message: "“\(name):” in “\(text)” is not a known kind of address. \(Address.expectation) "
          + "A file with a colon in its name is written “./\(text)”.")
    }
    let (place, fragment) = scheme == .sqlite ? Address.splitFragment(rest) : (rest, nil)
    let path = place.hasPrefix("//") ? try Address.path(ofURL: place, in: text) : place
    if path.isEmpty {
      throw AddressError(code: .malformed, message: "“\(text)” names no path. \(Address.expectation)")
    }
    self.init(scheme: scheme, path: Address.absolute(path, base: base), fragment: fragment)
  }

  static var expectation: String {
    "Known are: file:PATH, sqlite:PATH, s3://BUCKET/PREFIX, sqs:QUEUE, sns:TOPIC, dynamodb:TABLE, redis://HOST, "
      + "http://HOST/FOLDER/, and plain paths."
  }

  static func splitScheme(_ text: String) -> (name: String, rest: String)? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text.utf8[..<colon]
    guard name.count >= 2, let first = name.first, isLetter(first),
      name.allSatisfy({ isLetter($0) || (48...57).contains($0) || "+-.".utf8.contains($0) })
    else { return nil }
    return (String(text[..<colon]), String(text[text.utf8.index(after: colon)...]))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// - Parameter rest: begins with `//`.
  private static func path(ofURL rest: String, in text: String) throws -> String {
    let afterSlashes = rest.dropFirst(2)
    let host = afterSlashes.prefix { $0 != "/" }
    guard host.isEmpty || host == "localhost" else {
      throw AddressError(
        code: .malformed,
        message: "“\(text)” names the host “\(host)”, but files are read on this machine only. Write three slashes.")
    }
    guard let path = afterSlashes.dropFirst(host.count).removingPercentEncoding else {
      throw AddressError(
        code: .malformed, message: "“\(text)” has a “%” that is not followed by two hexadecimal digits.")
    }
    return path
  }

  private static func absolute(_ path: String, base: String) -> String {
    var parts: [Substring] = path.utf8.first == UInt8(ascii: "/") ? [] : base.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
