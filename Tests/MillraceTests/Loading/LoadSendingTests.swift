import Foundation
import MillraceJSON
import MillracePacking
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

/// What becomes of messages that the queue does not take at once, or not at all.
@Suite(.timeLimit(.minutes(5))) struct LoadSendingTests {
  /// Refuses each message that it is asked about, as often as it is told.
  private final class Refusals: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    private let times: Int
    private let error: QueueError
    private let concerns: @Sendable (String) -> Bool

    init(_ error: QueueError, times: Int, where concerns: @escaping @Sendable (String) -> Bool) {
      self.error = error
      self.times = times
      self.concerns = concerns
    }

    func refuse(_ message: OutgoingMessage) -> QueueError? {
      let body = String(decoding: message.body, as: UTF8.self)
      guard concerns(body) else { return nil }
      return counts.withLock { counts in
        counts[body, default: 0] += 1
        return counts[body, default: 0] <= times ? error : nil
      }
    }
  }

  @Test func onlyWhatWasRefusedIsSentAgain() async throws {
    let place = try await LoadFixture()
    try place.write("a", records: 300)
    let refusals = Refusals(QueueError(.unavailable, "not now"), times: 2) { $0.contains(#""n":1"#) }
    let summary = try await place.run { $0.queue = SelectiveQueue(place.queue, refusing: refusals.refuse) }
    let records = try LoadFixture.records(place.received())
    #expect(records.sorted() == LoadFixture.records(of: "a", count: 300).sorted())
    #expect(summary.isComplete)
  }

  @Test func whatIsRefusedForGoodGoesToQuarantine() async throws {
    let place = try await LoadFixture()
    try place.write("a", records: 30)
    let refusals = Refusals(QueueError(.invalidMessage, "never"), times: .max) { $0.contains(#""n":7,"#) }
    let summary = try await place.run { $0.queue = SelectiveQueue(place.queue, refusing: refusals.refuse) }
    #expect(place.received().count == 29 && summary.progress.filesCompleted == 1 && summary.progress.badRecords == 1)
    let bad = try await place.quarantined("bad-records/")
    #expect(bad.count == 1 && bad[0].text.contains("never") && bad[0].text.contains(#"\"n\":7"#))
  }

  @Test func aQueueThatIsGoneEndsTheRunAndNothingIsLost() async throws {
    let place = try await LoadFixture()
    try place.write("a", records: 30)
    let refusals = Refusals(QueueError(.notFound, "no such queue"), times: .max) { _ in true }
    await #expect(throws: PipelineError.self) {
      try await place.run { $0.queue = SelectiveQueue(place.queue, refusing: refusals.refuse) }
    }
    #expect(try await place.ledger.heldItems(of: "test", limit: 10).isEmpty)
    try await place.run()
    #expect(place.received().count == 30)
  }

  @Test(arguments: [PackingOptions.grouped(by: nil), .grouped(by: "g")])
  func aGroupKeepsItsOrder(packing: PackingOptions) async throws {
    let place = try await LoadFixture(QueueAttributes(isFIFO: true))
    for file in 0..<4 {
      let lines = (0..<60).map { #"{"f":"f\#(file)","n":\#($0),"g":"g\#($0 % 3)"}"# + "\n" }
      try place.write("f\(file)", lines.joined())
    }
    let refusals = Refusals(QueueError(.unavailable, "not now"), times: 1) { $0.contains("3") }
    try await place.run {
      $0.queue = SelectiveQueue(place.queue, refusing: refusals.refuse)
      $0.packing = packing
    }
    let messages = place.received()
    #expect(messages.count == 240)
    var last: [String: Int64] = [:]
    for message in messages {
      let value = try JSONValue(parsing: message.body)
      let key = "\(message.group ?? "none") \(value["f"]?.text ?? "")"
      let number = value["n"]?.integer ?? -1
      #expect(number > last[key, default: -1])
      last[key] = number
      #expect(message.deduplicationID == LoadFixture.ids([message]).first)
    }
    #expect(Set(messages.compactMap(\.group)).count == (packing.group == nil ? 4 : 3))
  }

  @Test func whatIsTooLargeGoesToQuarantine() async throws {
    let place = try await LoadFixture(QueueAttributes(maximumMessageBytes: 1024))
    try place.write("a", "{\"n\":1}\n{\"p\":\"\(String(repeating: "x", count: 2000))\"}\n{\"n\":2}\n")
    let summary = try await place.run()
    #expect(place.received().count == 2 && summary.progress.oversizeRecords == 1 && summary.progress.badRecords == 1)
    let bad = try await place.quarantined("bad-records/")
    #expect(bad.count == 1 && bad[0].text.contains("\"line\":2"))
  }

  @Test func whatIsTooLargeIsCheckedIn() async throws {
    let place = try await LoadFixture(QueueAttributes(maximumMessageBytes: 1024))
    let large = "{\"p\":\"\(String(repeating: "x", count: 2000))\"}"
    try place.write("a", "{\"n\":1}\n\(large)\n{\"n\":2}\n")
    let store = try await DirectoryStore.open(at: place.folder.file("large"))
    let summary = try await place.run { $0.oversize = .claimCheck(store) }
    let messages = place.received()
    #expect(messages.count == 3 && summary.progress.badRecords == 0)
    let ticket = try #require(messages.first { $0.attributes["millrace-claim-check"] != nil })
    let check = try JSONDecoder().decode(ClaimCheck.self, from: Data(ticket.body))
    #expect(check.ticket.bytes == large.utf8.count)
    let key = try ObjectKey(String(check.ticket.object.dropFirst(store.location.count + 1)))
    #expect(String(decoding: try await store.get(key), as: UTF8.self) == large)
    #expect(LoadFixture.ids([ticket]) == [String(key.text.dropLast(5))])
  }

  @Test func messagesAreAsLargeAsTheQueueTakes() async throws {
    let place = try await LoadFixture(QueueAttributes(maximumMessageBytes: 4096))
    try place.write("a", records: 2000)
    try await place.run { $0.packing.layout = .array }
    let sizes = place.received().map(\.countedBytes)
    #expect(sizes.allSatisfy { $0 <= 4096 } && sizes.dropLast().allSatisfy { $0 > 3900 })
  }
}

extension PackingOptions {
  /// One record a message, in groups by an expression.
  fileprivate static func grouped(by expression: String?) -> PackingOptions {
    var options = PackingOptions()
    options.layout = .single
    options.group = try? expression.map { try JMESPath($0) }
    return options
  }
}
