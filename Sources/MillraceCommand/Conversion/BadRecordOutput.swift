import Foundation
import MillraceConversion
import MillraceStorage

/// Takes the bad records of one conversion: some to be shown, all to the quarantine file, if there is to be one.
final class BadRecordOutput {
  /// Records that are shown; the rest is only counted.
  static let shownRecords = 10

  private(set) var count = 0
  private(set) var shown: [String] = []
  private let inputs: [InputList.Item]
  private let path: String?
  private var file: OutputFile?
  private var buffer: [UInt8] = []
  private let encoder: JSONEncoder

  /// - Parameter path: the quarantine file; nil: there is none.
  init(inputs: [InputList.Item], path: String?) {
    self.inputs = inputs
    self.path = path
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  func append(_ record: BadRecord) throws {
    count += 1
    let name = inputs[record.input].input.name
    if shown.count < Self.shownRecords {
      shown.append(
        "\(name):\(record.line): byte \(record.byteOffset + Int64(record.errorOffset)): \(record.reason)")
    }
    guard let path else { return }
    if file == nil { file = try OutputFile(path) }
    let entry = BadRecordEntry(
      input: name, version: "", line: record.line, byteOffset: record.byteOffset, errorOffset: record.errorOffset,
      reason: record.reason, bytes: record.bytes)
    buffer.append(contentsOf: try encoder.encode(entry))
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Makes the quarantine file visible, in place of that of an earlier conversion. Without bad records there is none.
  ///
  /// - Returns: its path, where there is one.
  func publish() throws -> String? {
    guard let file else {
      if let path { try? FileManager.default.removeItem(atPath: path) }
      return nil
    }
    try flush()
    try file.publish(durable: true)
    return file.path
  }

  /// Drops what was written. Safe at any time.
  func abandon() {
    file?.abandon()
  }

  private func flush() throws {
    try buffer.withUnsafeBytes { try file?.write($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}
