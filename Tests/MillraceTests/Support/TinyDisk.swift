import Foundation
import MillraceTesting

/// A file system of a given size, for what happens when it is full. It goes away with the value.
final class TinyDisk: Sendable {
  /// Whether this process may mount one.
  static let isAvailable = (try? TinyDisk(kilobytes: 64)) != nil

  let path: String
  private let folder: TemporaryDirectory

  init(kilobytes: Int) throws {
    folder = try TemporaryDirectory()
    path = folder.file("disk")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try Self.command("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
  }

  deinit {
    try? Self.command("umount", "-l", path)
  }

  func resize(kilobytes: Int) throws {
    try Self.command("mount", "-o", "remount,size=\(kilobytes)k", path)
  }

  private struct Failure: Error {}

  private static func command(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure() }
  }
}
