internal import Foundation
internal import MillraceConversion
internal import MillraceJSON
internal import MillraceStorage

/// What a topic is told of one input.
struct OutputNotice: Notice {
  enum Status: String, Sendable {
    /// All of it is in the output.
    case converted
    /// Some of its records are in quarantine, the others in the output.
    case partial
    /// It was given up, and nothing of it is in an output.
    case failed
  }

  var pipeline: String
  var input: ObjectPlace
  /// Nil where there is no output.
  var report: ObjectReport?
  /// Why there is none.
  var reason: String?
  var startedAt: Date
  var duration: Duration

  var subject: String { input.address }

  var status: Status {
    guard let report else { return .failed }
    return report.badRecords > 0 ? .partial : .converted
  }

  /// A failure has an identity of its own, lest the success that follows a redrive be taken for its repeat.
  var id: String {
    let id = MessageIdentity.text(pipeline: pipeline, address: input.address, version: input.version)
    return status == .failed ? id + "-failed" : id
  }

  /// The message, within the limits of SNS: columns that have no room are left out, and the message says so.
  ///
  /// - Parameter isFIFO: whether the topic keeps an order; then that of one object's versions is kept.
  func message(isFIFO: Bool) -> OutgoingMessage {
    let attributes = attributes
    let counted = OutgoingMessage(body: [], attributes: attributes).countedBytes
    var message = OutgoingMessage(body: body(room: TopicLimits.batchBytes - counted), attributes: attributes)
    if isFIFO {
      message.group = MessageIdentity.text(pipeline: pipeline, address: input.address, version: "")
      message.deduplicationID = id
    }
    return message
  }

  // MARK: Attributes

  /// What subscribers may filter on.
  private var attributes: [String: MessageAttribute] {
    var attributes: [String: MessageAttribute] = [
      MessageIdentity.attribute: .string(id), "pipeline": .string(pipeline), "status": .string(status.rawValue),
    ]
    if !input.bucket.isEmpty { attributes["bucket"] = .string(input.bucket) }
    guard let report else { return attributes }
    attributes["format"] = .string(report.format)
    if let rows = report.rows {
      attributes["rows"] = .number(rows)
      attributes["bad-rows"] = .number(report.badRecords)
    }
    return attributes
  }

  // MARK: Body

  private func body(room: Int) -> [UInt8] {
    var document = JSONObject([
      ("id", .string(id)), ("pipeline", .string(pipeline)), ("status", .string(status.rawValue)),
      ("input", inputValue),
    ])
    if let report { append(report, to: &document) }
    if let reason { document.append("reason", .string(String(reason.prefix(4096)))) }
    document.append(startedAt: startedAt, duration: duration)
    return NoticeText.text(document, columns: report?.columns ?? [], room: room)
  }

  private var inputValue: JSONValue {
    var value = JSONObject([("address", .string(input.address))])
    if !input.bucket.isEmpty { value.append("bucket", .string(input.bucket)) }
    value.append("key", .string(input.key.text))
    value.append("version", .string(input.version))
    value.append("size", .number(input.size))
    return .object(value)
  }

  private func append(_ report: ObjectReport, to document: inout JSONObject) {
    document.append(
      "output",
      [
        "address": .string(report.output.address), "key": .string(report.output.key.text),
        "format": .string(report.format), "size": .number(report.output.bytes),
      ])
    if let rows = report.rows {
      document.append("rows", .number(rows))
      document.append("bad_rows", .number(report.badRecords))
      document.append("dropped_rows", .number(report.droppedRecords))
    }
    if let place = report.badRecordsPlace { document.append("bad_records", .string(place)) }
  }
}
