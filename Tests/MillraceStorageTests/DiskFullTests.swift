import Foundation
import MillraceStorage
import MillraceTesting
import Testing

/// Runs a store and a ledger on a file system of 1 MiB. Only root may mount one.
@Suite(.enabled(if: SmallDisk.isAvailable, "a small file system cannot be mounted here: that takes root on Linux"))
struct DiskFullTests {
  @Test func aStoreWithoutSpaceSaysSoAndLeavesNothing() async throws {
    let disk = try SmallDisk()
    let store = try await DirectoryStore.open(at: disk.path)
    let key = try ObjectKey("a/large")
    let large = [UInt8](repeating: 7, count: 2 << 20)
    let error = await #expect(throws: StoreError.self) { try await store.put(large, as: key, condition: .overwrite) }
    #expect(error?.code == .diskFull && error?.message.contains(disk.path) == true)
    #expect(try await store.head(key) == nil)
    // What was written of it is gone: there is room again.
    #expect(try await store.put(Array(large.prefix(500_000)), as: key, condition: .overwrite) == .stored)
  }

  @Test func aLedgerWithoutSpaceSaysSoAndLosesNothing() async throws {
    let disk = try SmallDisk()
    let ledger = try await SQLiteLedger.open(at: disk.path + "/ledger.db")
    var entered = 0
    let error = await #expect(throws: LedgerError.self) {
      while entered < 100_000 {
        let files = (entered..<entered + 100).map {
          NewFile(file: FileVersion(address: "/in/\($0)", version: "v", size: 1), partition: "p")
        }
        _ = try await ledger.register(files, in: "events")
        entered += 100
      }
    }
    #expect(error?.code == .diskFull && error?.message.contains("ledger.db") == true)
    #expect(entered > 0)
    #expect(try await ledger.counts(of: "events")[.pending].files == entered)
  }
}

/// A file system of 1 MiB in memory, for as long as the value lives.
private final class SmallDisk {
  static let isAvailable = geteuid() == 0 && ((try? SmallDisk()) != nil)

  private let directory: TemporaryDirectory
  var path: String { directory.path }

  init() throws {
    directory = try TemporaryDirectory()
    try Self.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.path)
  }

  deinit {
    try? Self.run("umount", "-l", directory.path)
  }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw InjectedFault() }
  }
}
