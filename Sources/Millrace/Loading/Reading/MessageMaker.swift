internal import Crypto
internal import Foundation
internal import MillracePacking
internal import MillraceStorage

/// Makes messages of what comes out of a file.
struct MessageMaker: Sendable {
  /// What becomes of records that no message can hold.
  enum Oversize: Sendable {
    case quarantine
    case claimCheck(any ObjectStore)
  }

  /// The name of the attribute that says that a message only tells where its record is, and where that is.
  static let claimCheckAttribute = "millrace-claim-check"

  let isFIFO: Bool
  let oversize: Oversize
  /// Of a body, in bytes; for the reasons of what is too large.
  let maximumBody: Int
  let patience: Patience
  let counters: LoadCounters

  /// - Throws: `StoreError` where a record that is too large cannot be put aside.
  func items(of packed: [PackedItem], from file: ClaimedFile) async throws -> [LoadItem] {
    var items: [LoadItem] = []
    items.reserveCapacity(packed.count)
    for item in packed {
      switch item {
      case .message(let message):
        let id = file.identity.message(message.firstRecord)
        items.append(
          .message(
            LoadedMessage(
              message: outgoing(message.body, id: id, group: message.group, of: file), file: file,
              firstRecord: message.firstRecord, recordCount: message.recordCount, position: message.nextPosition)))
      case .bad(let record):
        counters.update { $0.badRecords += 1 }
        items.append(
          .bad(
            BadRecordEntry(
              input: file.place.address, version: file.place.version, line: record.line, byteOffset: record.byteOffset,
              errorOffset: record.errorOffset, reason: record.reason, bytes: record.bytes)))
      case .oversize(let record):
        counters.update { $0.oversize += 1 }
        items.append(try await putAside(record, of: file))
      }
    }
    return items
  }

  private func outgoing(
    _ body: [UInt8], id: String, group: String?, of file: ClaimedFile, checkedIn address: String? = nil
  ) -> OutgoingMessage {
    var attributes = [FileIdentifier.attribute: MessageAttribute.string(id)]
    if let address { attributes[Self.claimCheckAttribute] = .string(address) }
    guard isFIFO else { return OutgoingMessage(body: body, attributes: attributes) }
    return OutgoingMessage(
      body: body, attributes: attributes, group: group.map(Self.groupID) ?? file.identity.text, deduplicationID: id)
  }

  /// A group as SQS takes it: 1 to 128 letters, digits and punctuation. What is not is named by its hash.
  static func groupID(_ text: String) -> String {
    let isTaken = (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isTaken ? text : "sha256-\(hexadecimal(SHA256.hash(data: Array(text.utf8))))"
  }

  private func putAside(_ record: PackedRecord, of file: ClaimedFile) async throws -> LoadItem {
    guard case .claimCheck(let store) = oversize else {
      counters.update { $0.badRecords += 1 }
      return .bad(
        BadRecordEntry(
          input: file.place.address, version: file.place.version, line: record.line, byteOffset: record.byteOffset,
          errorOffset: 0,
          reason: "the record has \(record.bytes.count) bytes, and a message of the queue takes \(maximumBody); see "
            + "“sink.queue.oversize”", bytes: record.bytes))
    }
    let id = file.identity.message(record.ordinal)
    let key = try ObjectKey("\(id).json")
    _ = try await patience.attempt("write to \(store.location)") {
      try await store.put(record.bytes, as: key, condition: .overwrite)
    }
    let address = "\(store.location)/\(key.text)"
    let ticket = ClaimCheck(
      ticket: .init(
        object: address, bytes: record.bytes.count, sha256: hexadecimal(SHA256.hash(data: record.bytes))))
    let message = outgoing(try ticket.encoded(), id: id, group: record.group, of: file, checkedIn: address)
    return .message(
      LoadedMessage(
        message: message, file: file, firstRecord: record.ordinal, recordCount: 1,
        position: record.nextPosition))
  }
}
