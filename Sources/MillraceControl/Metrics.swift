internal import Foundation
internal import Millrace

/// The numbers of a run in Prometheus's text format, version 0.0.4.
struct Metrics {
  private(set) var text = ""
  private let label: String

  init(_ status: RunStatus, _ progress: RunProgress, pipeline: String) {
    label = "pipeline=\"\(Self.escaped(pipeline))\""
    addMessages(status)
    addState(status)
    addFiles(progress)
  }

  private mutating func addMessages(_ status: RunStatus) {
    counter("messages_received", "Messages received, repeats included.", status.messagesReceived)
    counter("messages_processed", "Messages done and acknowledged.", status.messagesProcessed)
    counter("messages_failed", "Attempts that have failed.", status.messagesFailed)
    counter("messages_given_back", "Messages made visible to others again.", status.messagesGivenBack)
    counter("messages_dropped", "Messages for which conditions of the transforms did not hold.", status.messagesDropped)
    counter("messages_lost", "Messages that the queue took away while they were in hand.", status.messagesLost)
    counter("message_bytes_received", "Bytes of message bodies received.", status.bytesReceived)
    counter("bytes_read", "Bytes of objects read.", status.bytesRead)
    counter("bytes_written", "Bytes written.", status.bytesWritten)
    heading("errors_total", "Errors met, by kind.", "counter")
    for (kind, count) in status.errors.sorted(by: { $0.key < $1.key }) {
      text += "millrace_errors_total{\(label),kind=\"\(Self.escaped(kind))\"} \(count)\n"
    }
  }

  private mutating func addState(_ status: RunStatus) {
    gauge("messages_in_hand", "Messages received and not yet resolved.", "\(status.messagesInHand)")
    gauge("message_bytes_in_hand", "Bytes of their bodies.", "\(status.bytesInHand)")
    gauge("receivers", "Receives that are waiting for messages.", "\(status.receivers)")
    gauge("healthy", "1 unless polling has stalled.", status.isPollingStalled ? "0" : "1")
    gauge("start_time_seconds", "When the run began.", Self.seconds(status.startedAt))
    if let lastPoll = status.lastPoll {
      gauge("last_poll_timestamp_seconds", "When the source was last asked with an answer.", Self.seconds(lastPoll))
    }
  }

  private mutating func addFiles(_ progress: RunProgress) {
    counter("files_found", "Files or deliveries found.", progress.filesFound)
    counter("files_completed", "Files or deliveries whose results are durable.", progress.filesCompleted)
    counter("files_quarantined", "Files that were refused.", progress.filesQuarantined)
    counter("files_failed", "Files that were given up.", progress.filesFailed)
    counter("rows", "Rows written.", progress.rows)
    counter("dropped_records", "Records that the transforms have dropped.", progress.droppedRecords)
    counter("bad_records", "Records that went to quarantine.", progress.badRecords)
    gauge("files_waiting", "Files that wait or are being worked on.", "\(progress.filesWaiting)")
  }

  private mutating func counter(_ name: String, _ help: String, _ value: some BinaryInteger) {
    heading("\(name)_total", help, "counter")
    text += "millrace_\(name)_total{\(label)} \(value)\n"
  }

  private mutating func gauge(_ name: String, _ help: String, _ value: String) {
    heading(name, help, "gauge")
    text += "millrace_\(name){\(label)} \(value)\n"
  }

  private mutating func heading(_ name: String, _ help: String, _ type: String) {
    text += "# HELP millrace_\(name) \(help)\n# TYPE millrace_\(name) \(type)\n"
  }

  private static func seconds(_ date: Date) -> String {
    String(format: "%.3f", date.timeIntervalSince1970)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
