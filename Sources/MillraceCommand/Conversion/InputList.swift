import Foundation
import MillraceConversion

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The inputs that a command line names: files, patterns, directories, and `-`.
struct InputList {
  struct Item {
    var input: ConversionInput
    /// Bytes as stored; nil for standard input and pipes.
    var size: Int64?
  }

  private(set) var items: [Item] = []
  private var seen: Set<String> = []

  /// Files in a directory that are taken for inputs: those of the first list, or where there are none, of the second.
  static let suffixes = [[".ndjson", ".jsonl", ".json"], [".csv", ".tsv"]].map { names in
    names.flatMap { name in ["", ".gz", ".zst"].map { name + $0 } }
  }

  /// - Throws: `CommandFailure` for a name that stands for nothing.
  init(_ arguments: [String]) throws {
    for argument in arguments {
      if argument == "-" {
        append(path: argument, size: nil)
      } else if try !add(path: argument) {
        try add(pattern: argument)
      }
    }
  }

  /// Adds a file, or the files of a directory. False if there is nothing of that name.
  private mutating func add(path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw CommandFailure(message: "\(path): cannot be read: \(SystemError.last).") }
      return false
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      try add(directory: path)
    } else {
      append(path: path, size: status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil)
    }
    return true
  }

  /// All files below a directory that are named like inputs, hidden ones left out, ordered by path.
  private mutating func add(directory: String) throws {
    guard let walk = FileManager.default.enumerator(atPath: directory), access(directory, R_OK | X_OK) == 0 else {
      throw CommandFailure(message: "\(directory): this directory cannot be read: \(SystemError.last).")
    }
    var names: [String] = []
    for case let name as String in walk {
      let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
      if !isHidden { names.append(name) }
    }
    let chosen = Self.suffixes.lazy.map { suffixes in
      names.filter { name in suffixes.contains(where: name.hasSuffix) }
    }
    guard let found = chosen.first(where: { !$0.isEmpty }) else {
      throw CommandFailure(
        message: "\(directory): no file below this directory ends in .ndjson, .jsonl, .json, .csv or .tsv (or one of "
          + "these and .gz or .zst). Name other files one by one, or with a pattern: '\(directory)/*.log'.")
    }
    for name in found.sorted() { _ = try add(file: "\(directory.hasSuffix("/") ? directory : directory + "/")\(name)") }
  }

  private mutating func add(pattern: String) throws {
    var matches = glob_t()
    defer { globfree(&matches) }
    guard pattern.contains(where: { "*?[{".contains($0) }),
      glob(pattern, GLOB_BRACE, nil, &matches) == 0, let paths = matches.gl_pathv
    else {
      throw CommandFailure(
        message: pattern.contains(where: { "*?[{".contains($0) })
          ? "\(pattern): no file has a name like this." : "\(pattern): there is no such file or directory.")
    }
    for index in 0..<Int(matches.gl_pathc) {
      if let path = paths[index] { _ = try add(file: String(cString: path)) }
    }
  }

  /// Adds what a directory or pattern has found, where it is a file.
  private mutating func add(file path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return false }
    append(path: path, size: status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil)
    return true
  }

  private mutating func append(path: String, size: Int64?) {
    guard seen.insert(path).inserted else { return }
    items.append(Item(input: ConversionInput(path: path, name: path == "-" ? "standard input" : path), size: size))
  }
}
