import Foundation
import MillraceJSON
import MillracePacking

/// `FuzzPacking SECONDS SEED`: packs random files, whole and damaged, with random options.
@main
struct FuzzPacking {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let seconds = Double(arguments[1]), let seed = UInt64(arguments[2]) else {
      return exit(message: "usage: FuzzPacking SECONDS SEED")
    }
    let start = Date()
    var counts = Counts()
    while counts.files % 64 != 0 || Date().timeIntervalSince(start) < seconds {
      let fileSeed = seed &* 1_000_000_007 &+ UInt64(counts.files)
      var file = PackedFile(seed: fileSeed)
      if let fault = file.fault(&counts) {
        return exit(message: "\(fault) (file \(fileSeed))")
      }
      counts.files += 1
    }
    print(counts)
  }

  private static func exit(message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    Foundation.exit(1)
  }
}

/// What has been tried.
struct Counts: CustomStringConvertible {
  var files = 0
  var messages = 0
  var records = 0
  var bad = 0
  var oversize = 0

  var description: String {
    "\(files) files, \(messages) messages of \(records) records, \(bad) bad and \(oversize) oversize records: no fault"
  }
}
