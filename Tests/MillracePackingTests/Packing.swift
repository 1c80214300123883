import MillraceJSON
import MillracePacking

/// What a file gives, and short ways to ask for it.
struct Packing {
  var options = PackingOptions()

  init(_ change: (inout PackingOptions) -> Void = { _ in }) { change(&options) }

  /// All items of a file whose bytes are added in pieces of these lengths, over and over.
  func items(_ bytes: [UInt8], pieces: [Int] = [1 << 30], from position: PackingPosition = .start) -> [PackedItem] {
    let packer = FilePacker(options, startingAt: position)
    var items: [PackedItem] = []
    let rest = Array(bytes.dropFirst(Int(position.byteOffset)))
    var taken = 0
    var piece = 0
    rest.withUnsafeBytes { buffer in
      repeat {
        let count = min(pieces[piece % pieces.count], buffer.count - taken)
        let part = UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + count])
        taken += count
        piece += 1
        packer.add(part, isLast: taken == buffer.count) { items.append($0) }
      } while taken < buffer.count
    }
    return items
  }

  func items(_ text: String) -> [PackedItem] { items(Array(text.utf8)) }

  func bodies(_ text: String) -> [String] { items(text).messages.map { String(decoding: $0.body, as: UTF8.self) } }

  func badRecords(_ text: String) -> [PackedBadRecord] { items(text).badRecords }
}

extension [PackedItem] {
  var messages: [PackedMessage] { compactMap { if case .message(let message) = $0 { message } else { nil } } }
  var badRecords: [PackedBadRecord] { compactMap { if case .bad(let bad) = $0 { bad } else { nil } } }
  var oversized: [PackedRecord] { compactMap { if case .oversize(let record) = $0 { record } else { nil } } }
}
