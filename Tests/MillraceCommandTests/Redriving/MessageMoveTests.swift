import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import MillraceCommand

@Suite struct MessageMoveTests {
  private let dead = InMemoryQueue()
  private let source = InMemoryQueue()

  private var route: DeadLetterRoute {
    DeadLetterRoute(
      dead: dead, deadAddress: Address(scheme: .sqs, path: "dead"),
      source: source, sourceAddress: Address(scheme: .sqs, path: "source"))
  }

  /// Ids by body.
  private func fill(_ count: Int) async throws -> [String: String] {
    var ids: [String: String] = [:]
    for number in 0..<count {
      let outcome = try await dead.send([
        OutgoingMessage(body: Array("{\"n\":\(number)}".utf8), attributes: ["kind": .string("order")])
      ])
      if case .sent(let id)? = outcome.first { ids["{\"n\":\(number)}"] = id }
    }
    return ids
  }

  @Test func everythingIsMovedWithItsAttributes() async throws {
    let ids = try await fill(23)
    let tally = try await MessageMove(route: route, choice: MessageChoice()).run(isFIFO: false)
    #expect(tally.moved == 23 && tally.left == 0 && tally.refusals.isEmpty)
    #expect(Set(source.bodies) == Set(ids.keys))
    #expect(dead.bodies.isEmpty)
    let message = try #require(try await source.receive(maximum: 1, wait: .zero, visibility: nil).first)
    #expect(message.attributes["kind"] == .string("order"))
  }

  @Test func chosenMessagesAreMovedAndTheOthersStayVisible() async throws {
    let ids = try await fill(23)
    let id = try #require(ids["{\"n\":17}"])
    let byID = try await MessageMove(route: route, choice: MessageChoice(ids: [id])).run(isFIFO: false)
    #expect(byID.moved == 1)
    #expect(source.bodies == ["{\"n\":17}"])
    #expect(dead.visibleCount == 22)
    let byText = try await MessageMove(route: route, choice: MessageChoice(text: "\"n\":2")).run(isFIFO: false)
    #expect(byText.moved == 4)
    #expect(dead.visibleCount == 18)
    let some = try await MessageMove(route: route, choice: MessageChoice(limit: 5)).run(isFIFO: false)
    #expect(some.moved == 5)
    #expect(dead.visibleCount == 13)
  }

  @Test func aPageIsShownAndGivenBack() async throws {
    _ = try await fill(12)
    let view = try await DeadLetterView.read(route, choice: MessageChoice(), page: 3)
    #expect(view.waiting == 12)
    #expect(view.page.count == 3)
    #expect(view.page.allSatisfy { $0.beginning.hasPrefix("{\"n\":") && $0.bytes > 0 })
    #expect(dead.visibleCount == 12)
    let chosen = try await DeadLetterView.read(route, choice: MessageChoice(text: "\"n\":11"), page: 3)
    #expect(chosen.page.map(\.beginning) == ["{\"n\":11}"])
    #expect(dead.visibleCount == 12)
  }

  @Test func aTextIsFoundAnywhereInABody() {
    let message = ReceivedMessage(id: "1", receiptHandle: "1", body: Array("Grüße 🌍 an alle".utf8), receivedAt: Date())
    for text in ["Grüße", "🌍", "alle", "Grüße 🌍 an alle"] { #expect(MessageChoice(text: text).matches(message)) }
    for text in ["niemand", "alle!", "Grüße 🌍 an alle und mehr"] {
      #expect(!MessageChoice(text: text).matches(message))
    }
  }
}
