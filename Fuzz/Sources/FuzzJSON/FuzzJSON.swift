import Foundation
import MillraceJSON

/// `FuzzJSON mutate SECONDS SEED FOLDER` or `FuzzJSON answer` (for compare-with-python).
@main
struct FuzzJSON {
  static let maximumDepth = 100

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let buffer = GuardedBuffer() else { return exit(message: "no memory could be mapped") }
    if arguments == ["answer"] { return answer(buffer) }
    guard arguments.count == 4, arguments[1] == "mutate", let seconds = Double(arguments[2]),
      let seed = UInt64(arguments[3])
    else { return exit(message: "usage: FuzzJSON mutate SECONDS SEED FOLDER | FuzzJSON answer") }
    var mutator = try Mutator(seed: seed, folder: arguments[4])
    let start = Date()
    var tried = 0
    var accepted = 0
    while tried % 256 != 0 || Date().timeIntervalSince(start) < seconds {
      let text = mutator.next()
      if check(text, following: mutator.next(), buffer) {
        accepted += 1
        mutator.keep(text)
      }
      tried += 1
    }
    print("\(tried) texts, \(accepted) of them valid: no difference")
  }

  /// Whether a text is valid; ends the program when the scanner and the reference disagree.
  private static func check(_ text: [UInt8], following: [UInt8], _ buffer: GuardedBuffer) -> Bool {
    let scan = Scan.document(text, in: buffer, maximumDepth: maximumDepth)
    let reference = ReferenceParser.parse(text, maximumDepth: maximumDepth)
    if scan.isAccepted != (reference != nil) { report("scanner says \(scan.isAccepted)", text) }
    if case .string(let expected)? = reference, scan.string != expected { report("another string", text) }
    let line = Array(text.prefix { $0 != 0x0A && $0 != 0 })
    let alone = Scan.line(line, followedBy: Scan.zeros, in: buffer)
    let padded = following + Scan.zeros
    if Scan.line(line, followedBy: padded, in: buffer) != alone {
      report("the next line matters", line + [0x0A] + following)
    }
    if alone.offset > line.count { report("the line's end was passed", line) }
    return scan.isAccepted
  }

  private static func report(_ difference: String, _ text: [UInt8]) {
    exit(message: "\(difference): \(text.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())")
  }

  private static func exit(message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    Foundation.exit(1)
  }

  /// Reads texts (a length of four bytes, little-endian, then the text) and answers each with `0`, or `1` and the length and text
  /// of a string.
  private static func answer(_ buffer: GuardedBuffer) {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    var at = 0
    var output = Data()
    while at + 4 <= input.count {
      let length = (0..<4).reduce(0) { $0 | Int(input[at + $1]) << (8 * $1) }
      let text = Array(input[(at + 4)..<(at + 4 + length)])
      at += 4 + length
      let scan = Scan.document(text, in: buffer, maximumDepth: maximumDepth)
      output.append(scan.isAccepted ? 1 : 0)
      let string = scan.isAccepted ? scan.string ?? [] : []
      withUnsafeBytes(of: UInt32(string.count).littleEndian) { output.append(contentsOf: $0) }
      output.append(contentsOf: string)
    }
    FileHandle.standardOutput.write(output)
  }
}
