internal import Foundation
internal import MillraceConversion
internal import MillraceJSON
internal import MillraceStorage

/// What a topic is told of a manifest: of its output, or that it was given up.
struct ManifestOutputNotice: Notice {
  /// The location of the store that holds the data set.
  var dataset: String
  var manifest: Manifest
  /// Nil where the manifest was given up.
  var record: ManifestRecord?
  /// Where its bad records are, if there are any.
  var badRecordsPlace: String?
  /// Why it was given up.
  var reason: String?
  var columns: [ColumnDefinition] = []
  var startedAt: Date
  var duration: Duration

  var subject: String { "manifest \(manifest.id)" }

  private var badRows: Int64 { record?.badRecords ?? 0 }

  var status: OutputNotice.Status {
    guard record != nil else { return .failed }
    return badRows > 0 ? .partial : .converted
  }

  /// A failure has an identity of its own, lest the success that follows a release be taken for its repeat.
  var id: String {
    let id = MessageIdentity.text(pipeline: manifest.pipeline, address: dataset, version: manifest.id)
    return status == .failed ? id + "-failed" : id
  }

  /// On a FIFO topic the outputs of a partition keep their order.
  func message(isFIFO: Bool) -> OutgoingMessage {
    let attributes = attributes
    let counted = OutgoingMessage(body: [], attributes: attributes).countedBytes
    let body = NoticeText.text(document, columns: columns, room: TopicLimits.batchBytes - counted)
    var message = OutgoingMessage(body: body, attributes: attributes)
    if isFIFO {
      message.group = MessageIdentity.text(
        pipeline: manifest.pipeline, address: dataset, version: "\0\(manifest.partition)")
      message.deduplicationID = id
    }
    return message
  }

  /// What subscribers may filter on.
  private var attributes: [String: MessageAttribute] {
    var attributes: [String: MessageAttribute] = [
      MessageIdentity.attribute: .string(id), "pipeline": .string(manifest.pipeline),
      "status": .string(status.rawValue),
    ]
    // An attribute may not be empty.
    if !manifest.partition.isEmpty { attributes["partition"] = .string(manifest.partition) }
    guard let record else { return attributes }
    attributes["format"] = .string("parquet")
    attributes["rows"] = .number(record.rows)
    attributes["bad-rows"] = .number(badRows)
    return attributes
  }

  private var document: JSONObject {
    var document = JSONObject([
      ("id", .string(id)), ("pipeline", .string(manifest.pipeline)), ("status", .string(status.rawValue)),
      ("manifest", .string(manifest.id)), ("dataset", .string(dataset)), ("partition", .string(manifest.partition)),
      ("inputs", ["count": .number(manifest.inputs.count), "bytes": .number(manifest.inputBytes)]),
    ])
    if let record, let output = record.output { append(record, output, to: &document) }
    if let reason { document.append("reason", .string(String(reason.prefix(4096)))) }
    document.append("schema_version", .number(manifest.schemaVersion))
    document.append(startedAt: startedAt, duration: duration)
    return document
  }

  private func append(_ record: ManifestRecord, _ output: String, to document: inout JSONObject) {
    document.append(
      "output",
      [
        "address": .string("\(dataset)/\(output)"), "key": .string(output), "format": "parquet",
        "size": .number(record.outputBytes),
      ])
    document.append("rows", .number(record.rows))
    document.append("bad_rows", .number(badRows))
    document.append("dropped_rows", .number(record.droppedRecords))
    if let badRecordsPlace { document.append("bad_records", .string(badRecordsPlace)) }
  }
}
