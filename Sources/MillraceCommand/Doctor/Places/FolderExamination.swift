import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of this machine: whether it is there, its rights, and the space on its disk.
struct FolderExamination: Examination {
  let path: String
  /// What the pipeline file calls it: `source`, `output`, `quarantine`.
  let role: String
  /// Whether the pipeline writes there; it only reads otherwise.
  let isWritten: Bool

  private static let littleSpace: Int64 = 2_000_000_000
  private static let noSpace: Int64 = 100_000_000

  func findings() async -> [Finding] {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if exists, !isDirectory.boolValue {
      return [
        finding(
          "reachable", .error, "\(role): a file is in the place of the folder",
          remedy: "name another folder, or: rm \(path)")
      ]
    }
    if !exists, !isWritten {
      return [finding("reachable", .error, "\(role): there is no such folder", remedy: "mkdir -p \(path)")]
    }
    let place = exists ? path : nearestFolder
    let found = finding(
      "reachable", .ok, exists ? "\(role): it is there" : "\(role): it is not there yet; the first run makes it")
    return [found, rights(place)] + (isWritten ? [space(place)] : [])
  }

  private func rights(_ place: String) -> Finding {
    let needed = isWritten ? R_OK | W_OK | X_OK : R_OK | X_OK
    if access(place, needed) == 0 {
      return finding("rights", .ok, isWritten ? "it can be read and written" : "it can be read")
    }
    return finding(
      "rights", .error, "\(place): \(isWritten ? "it cannot be written" : "it cannot be read"): \(SystemError.last)",
      remedy: "chmod u+\(isWritten ? "rwx" : "rx") \(place), or run as its owner")
  }

  private func space(_ place: String) -> Finding {
    var status = statvfs()
    guard statvfs(place, &status) == 0 else {
      return finding("space", .skipped, "the disk does not say how much space is left: \(SystemError.last)")
    }
    let free = Int64(status.f_bavail) * Int64(status.f_frsize)
    let text = "\(Quantity.bytes(free)) are free"
    if free < Self.noSpace { return finding("space", .error, text, remedy: "make room on the disk of \(place)") }
    if free < Self.littleSpace { return finding("space", .warning, text, remedy: "make room on the disk of \(place)") }
    return finding("space", .ok, text)
  }

  /// The nearest folder above that exists, in which the first run makes this one.
  private var nearestFolder: String {
    var folder = (path as NSString).deletingLastPathComponent
    while !folder.isEmpty, folder != "/", !FileManager.default.fileExists(atPath: folder) {
      folder = (folder as NSString).deletingLastPathComponent
    }
    return folder.isEmpty ? "." : folder
  }

  private func finding(_ check: String, _ verdict: Verdict, _ message: String, remedy: String? = nil) -> Finding {
    Finding("folder.\(check)", path, verdict, message, remedy: remedy)
  }
}
