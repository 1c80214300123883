import Foundation
import MillraceAWS
import MillraceStorage

/// Files that are entered together. It is written down first, so that all of them get in, and each is counted once.
struct FileBatch: Sendable {
  var id: String
  var pipeline: String
  var createdAt: Date
  /// Of the first file; the others follow.
  var firstNumber: Int64
  var files: [NewFile]

  var key: DynamoDBItem { .key(ControlKey.batches(pipeline), id) }

  func fileItem(_ index: Int) -> FileItem {
    let file = files[index]
    return FileItem(
      file: file.file, pipeline: pipeline, partition: file.partition, state: file.refusal?.state ?? .pending,
      number: firstNumber + Int64(index), createdAt: createdAt, updatedAt: createdAt, reason: file.refusal?.reason,
      batch: id)
  }

  func item(until: Date) -> DynamoDBItem {
    let list = files.map { file in
      AttributeValue.list([
        .string(file.file.address), .string(file.file.version), .number(file.file.size), .string(file.partition),
        .string(file.refusal?.kind.rawValue ?? ""), .string(String((file.refusal?.reason ?? "").prefix(1_000))),
      ])
    }
    return key.merging([
      "pipeline": .string(pipeline), "created_at": .number(createdAt.milliseconds),
      "first_number": .number(firstNumber), "files": .list(list), "until": .number(until.milliseconds),
    ]) { $1 }
  }

  init(id: String, pipeline: String, createdAt: Date, firstNumber: Int64, files: [NewFile]) {
    self.id = id
    self.pipeline = pipeline
    self.createdAt = createdAt
    self.firstNumber = firstNumber
    self.files = files
  }

  init?(_ item: DynamoDBItem) {
    guard let id = item.text("sk"), let pipeline = item.text("pipeline"), let createdAt = item.date("created_at"),
      let firstNumber = item.integer("first_number"), let list = item["files"]?.elements
    else { return nil }
    let files = list.compactMap { element -> NewFile? in
      guard let values = element.elements, values.count == 6, let address = values[0].text,
        let version = values[1].text, let size = values[2].integer, let partition = values[3].text
      else { return nil }
      let refusal = Refusal.Kind(rawValue: values[4].text ?? "").map { Refusal($0, reason: values[5].text ?? "") }
      return NewFile(
        file: FileVersion(address: address, version: version, size: size), partition: partition, refusal: refusal)
    }
    guard files.count == list.count else { return nil }
    self.init(id: id, pipeline: pipeline, createdAt: createdAt, firstNumber: firstNumber, files: files)
  }
}
