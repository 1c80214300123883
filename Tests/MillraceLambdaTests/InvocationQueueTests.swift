import Foundation
import Testing

@testable import MillraceLambda
@testable import MillraceStorage

@Suite struct InvocationQueueTests {
  private func message(_ id: String, group: String? = nil) -> ReceivedMessage {
    ReceivedMessage(
      id: id, receiptHandle: "handle-\(id)", body: Array(id.utf8),
      systemAttributes: group.map { ["MessageGroupId": $0] } ?? [:], receivedAt: Date())
  }

  @Test func handsOutEachMessageOnce() async throws {
    let queue = InvocationQueue((0..<25).map { message("\($0)") }, location: "test")
    var ids: [String] = []
    while ids.count < 25 { ids += try await queue.receive(maximum: 10, wait: .zero, visibility: nil).map(\.id) }
    #expect(ids == (0..<25).map { "\($0)" })
    #expect(queue.unfinished.count == 25)
  }

  @Test func bringsNothingOnlyWhenAllIsResolved() async throws {
    let queue = InvocationQueue([message("a"), message("b")], location: "test")
    _ = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    async let end = queue.receive(maximum: 10, wait: .zero, visibility: nil)
    _ = try await queue.delete(["handle-a"])
    _ = try await queue.changeVisibility([VisibilityChange(handle: "handle-b", timeout: .zero)])
    #expect(try await end.isEmpty)
    #expect(queue.unfinished.map(\.id) == ["b"])
  }

  @Test func endsTheWaitOfWhoIsCancelled() async throws {
    let queue = InvocationQueue([message("a")], location: "test")
    _ = try await queue.receive(maximum: 1, wait: .zero, visibility: nil)
    let waiting = Task { try await queue.receive(maximum: 1, wait: .seconds(20), visibility: nil) }
    waiting.cancel()
    #expect(try await waiting.value.isEmpty)
  }

  @Test func holdsBackWhatStandsBehindAFailureInItsGroup() async throws {
    let messages = [("1", "a"), ("2", "b"), ("3", "a"), ("4", "b"), ("5", "a")].map { message($0.0, group: $0.1) }
    let queue = InvocationQueue(messages, location: "test.fifo")
    #expect(try await queue.receive(maximum: 2, wait: .zero, visibility: nil).map(\.id) == ["1", "2"])
    _ = try await queue.changeVisibility([VisibilityChange(handle: "handle-1", timeout: .seconds(1))])
    _ = try await queue.delete(["handle-2"])
    // The others of group a are not even handed out.
    #expect(try await queue.receive(maximum: 10, wait: .zero, visibility: nil).map(\.id) == ["4"])
    _ = try await queue.delete(["handle-4"])
    #expect(try await queue.receive(maximum: 10, wait: .zero, visibility: nil).isEmpty)
    #expect(queue.unfinished.map(\.id) == ["1", "3", "5"])
  }

  @Test func namesWhatIsDoneBehindAFailureOfItsGroup() async throws {
    let queue = InvocationQueue(["1", "2"].map { message($0, group: "a") }, location: "test.fifo")
    _ = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    _ = try await queue.delete(["handle-2"])
    _ = try await queue.changeVisibility([VisibilityChange(handle: "handle-1", timeout: .zero)])
    #expect(queue.unfinished.map(\.id) == ["1", "2"])
  }

  @Test func tellsRepeatedHandlesApart() async throws {
    let queue = InvocationQueue([message("a"), message("a")], location: "test")
    let received = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    #expect(Set(received.map(\.receiptHandle)).count == 2)
    _ = try await queue.delete([received[0].receiptHandle])
    #expect(queue.unfinished.count == 1)
  }
}
