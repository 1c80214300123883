internal import Foundation
internal import MillraceStorage

/// Takes messages that tell of files, and claims the files for the readers. A message stays in hand until its files are loaded.
struct EventTaking: Sendable {
  /// Messages whose files are claimed together, at most.
  private static let batch = 100

  let consumer: QueueConsumer
  let buckets: BucketBook
  let sorter: EventSorter
  let unreadable: UnreadableMessages
  let book: MessageBook
  let backlog: FileBacklog
  let patience: Patience
  let isStopping: @Sendable () -> Bool

  /// Works until no more messages come.
  ///
  /// - Throws: what is wrong with the surroundings.
  func work(_ claimer: FileClaimer) async throws {
    while let first = await consumer.next() {
      var messages = [first]
      while messages.count < Self.batch, let next = consumer.nextIfReady() { messages.append(next) }
      let contents = try await contents(of: messages)
      for (message, content) in zip(messages, contents) {
        book.enter(message, items: Set(content.places.map(\.item)), outcomes: content.outcomes)
      }
      var seen: Set<String> = []
      // What this run is loading already ends for all messages that tell of it.
      let places = contents.flatMap(\.places).filter { seen.insert($0.item).inserted && !backlog.contains($0.item) }
      for (place, outcome) in try await claimer.claim(places, isStopping: isStopping) {
        switch outcome {
        case .claimed: break
        case .done: book.end(place.item, as: .known)
        case .held(_, let until): book.end(place.item, as: .held(until: until))
        }
      }
    }
  }

  /// What a message tells.
  private struct Content: Sendable {
    var places: [ObjectPlace] = []
    /// Of what no file is to be loaded for.
    var outcomes: [ObjectOutcome] = []
  }

  /// In the order of the messages.
  private func contents(of messages: [HeldMessage]) async throws -> [Content] {
    do {
      return try await withThrowingTaskGroup(of: (Int, Content).self) { group in
        for (index, held) in messages.enumerated() {
          group.addTask { (index, try await content(of: held.message)) }
        }
        return try await group.reduce(into: Array(repeating: Content(), count: messages.count)) { $0[$1.0] = $1.1 }
      }
    } catch {
      for message in messages { message.giveBack() }
      throw error
    }
  }

  private func content(of message: ReceivedMessage) async throws -> Content {
    let parsed = S3EventParser.parse(message.body)
    var content = Content()
    let objects = try await patience.attempt("find out what events tell of") {
      try await sorter.objects(of: parsed, id: message.id)
    }
    if objects == nil { content.outcomes.append(.failed(reason: "its objects lie where nothing can be read")) }
    for object in objects ?? [] {
      do {
        content.places.append(
          ObjectPlace(
            store: try await buckets.store(of: object.bucket), bucket: object.bucket, key: try ObjectKey(object.key),
            size: object.size, etag: object.etag))
      } catch let error as StoreError where error.isOfObject {
        content.outcomes.append(.failed(reason: error.message))
      }
    }
    if !parsed.problems.isEmpty {
      content.outcomes.append(try await unreadable.refuse(message, parsed.problems, of: consumer))
    }
    return content
  }
}
