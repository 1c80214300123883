import Foundation
import Synchronization
import Testing

@testable import Millrace

@Suite struct EventSinkTests {
  private func line(_ form: LineEventSink.Form, _ event: PipelineEvent) -> String {
    let text = Mutex("")
    LineEventSink(form) { line in text.withLock { $0 += line } }.record(event)
    return text.withLock { $0 }
  }

  private let event = PipelineEvent(
    .warning, "file-failed", "it “failed”", [("address", .text("/a\n\"b\"\\\u{1}")), ("bytes", .number(-5))])

  @Test func aLineForAPerson() {
    #expect(line(.text, event).hasSuffix("Z warning: it “failed”\n"))
  }

  @Test func aLineForAProgramIsJSON() throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(line(.json, event).utf8)) as? [String: Any])
    #expect(object["level"] as? String == "warning" && object["event"] as? String == "file-failed")
    #expect(object["address"] as? String == "/a\n\"b\"\\\u{1}" && object["bytes"] as? Int == -5)
  }
}
