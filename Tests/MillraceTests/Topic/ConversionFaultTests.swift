import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// `converted`, told of objects by a queue, where any call of any seam fails, or is the last one of its process: claim, stage, bad
/// records, publish, topic, ledger, acknowledgement.
@Suite(.timeLimit(.minutes(5))) struct ConversionFaultTests {
  /// One call fails, as if its answer were lost or it had never been made; the run goes on, or is started again.
  @Test(arguments: [FaultPlan.Moment.before, .after], ["parquet", "ndjson"])
  func eachObjectIsConvertedOnceWhicheverCallFails(_ moment: FaultPlan.Moment, form: String) async throws {
    try await forEachCall(moment, form) { number, plan in
      plan.fail(call: number, moment)
    }
  }

  /// The process dies with a call: nothing that it would have done later is done.
  @Test(arguments: [FaultPlan.Moment.before, .after], ["parquet", "ndjson"])
  func eachObjectIsConvertedOnceWhereverTheProcessDies(_ moment: FaultPlan.Moment, form: String) async throws {
    try await forEachCall(moment, form) { number, plan in
      plan.die(call: number, moment)
    }
  }

  private func forEachCall(
    _ moment: FaultPlan.Moment, _ form: String, _ arrange: (Int, FaultPlan) -> Void
  ) async throws {
    var number = 1
    var seen: Set<String> = []
    while true {
      let place = try await ConversionFaultFixture(form: form)
      let plan = FaultPlan()
      arrange(number, plan)
      try await place.run(plan)
      let call = "call \(number), \(plan.calls.dropFirst(number - 1).first ?? "none"), \(moment), \(form)"
      try await place.recover()
      try await place.check(call)
      seen.formUnion(plan.calls)
      // There was no such call: all have had their turn.
      if plan.calls.count < number { break }
      number += 1
    }
    // Otherwise the seams were not gone through.
    #expect(
      seen.isSuperset(of: ["receive", "claim", "get", "stage", "publish", "tell", "finish", "delete"]), "\(seen)")
    #expect(number > 10)
  }
}

/// Two objects, one of which has a bad record and is announced twice.
private struct ConversionFaultFixture {
  let place: ObjectPipelineFixture
  let topic = RecordingTopic()
  let settings: ConversionSettings

  init(form: String) async throws {
    place = try await ObjectPipelineFixture(QueueAttributes(visibilityTimeout: .seconds(600)))
    try await place.put("a.ndjson", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\noops\n")
    try await place.put("b.ndjson", "{\"n\":4}\n")
    for key in ["a.ndjson", "b.ndjson", "a.ndjson"] {
      let info = try await place.bucket.head(try ObjectKey(key))
      try await place.announce(key, etag: info?.etag, size: info.map { Int($0.size) })
    }
    let configuration = try PipelineConfiguration.parse(
      "source: {directory: ./in}\nsink: {converted: {to: ./out, as: \(form)}}\n", file: place.folder.file("p.yaml"),
      currentFolder: place.folder.path, environment: [:])
    guard case .converted(let sink) = configuration.sink else { throw InjectedFault() }
    settings = try ConversionSettings(configuration, sink, place.events)
  }

  private func pipeline(_ plan: FaultPlan?) -> ObjectPipeline {
    var parts = place.parts
    parts.notifier = OutputNotifier(topic: topic)
    var queue: any MessageQueue = place.queue
    var bucket: any ObjectStore = place.bucket
    if let plan {
      parts.ledger = FaultyLedger(place.ledger, plan: plan)
      parts.results = FaultyObjectStore(place.output, plan: plan)
      parts.quarantine = QuarantineStore(store: FaultyObjectStore(place.quarantine, plan: plan))
      parts.notifier = OutputNotifier(topic: FaultyTopic(topic, plan: plan, operation: "tell"))
      parts.retry = RetryPolicy(maximumAttempts: 1, firstDelay: 0.001, maximumDelay: 0.001)
      queue = FaultyQueue(place.queue, plan: plan)
      bucket = FaultyObjectStore(place.bucket, plan: plan)
    }
    var options = ObjectOptions(pipeline: "test")
    options.consumer = QueueConsumerTests.options()
    options.pipelines = 1
    options.followsReplacements = true
    options.messageBackOff = BackOff(first: .milliseconds(5), longest: .milliseconds(10))
    let (settings, source) = (settings, bucket)
    return ObjectPipeline(
      queue: queue, bucket: { _ in source }, parts: parts, options: options,
      steps: StepFactory { ConversionStep(settings) }, events: place.events)
  }

  /// Runs until idle, or until the process has died, or is stopped while it waits for what a lost answer hides from it.
  func run(_ plan: FaultPlan) async throws {
    let pipeline = pipeline(plan)
    let run = Task { _ = try? await pipeline.run(until: .idle) }
    let watch = Task {
      let patience = ContinuousClock.now + .seconds(2)
      while !plan.isDead, !Task.isCancelled, .now < patience { try? await Task.sleep(for: .milliseconds(1)) }
      run.cancel()
    }
    await run.value
    watch.cancel()
    await watch.value
  }

  /// Time passes, so that claims and visibility timeouts lapse; then a process without faults goes on.
  func recover() async throws {
    for held in try await place.ledger.heldItems(of: "test", limit: 100) {
      try await place.ledger.forget([held.item], in: "test")
    }
    place.queue.loseHandles()
    _ = try await pipeline(nil).run(until: .idle)
  }

  func check(_ call: String) async throws {
    let outputs = try await keys(place.output)
    #expect(outputs.count == 2 && outputs.count { $0.hasPrefix("in/a.") } == 1, "\(call): \(outputs)")
    let bad = try await keys(place.quarantine)
    #expect(bad.count == 1 && bad.allSatisfy { $0.hasPrefix("bad-records/test/objects/") }, "\(call): \(bad)")
    // At least once each; a repeat has the identity of the first and says the same of the output.
    #expect(Set(topic.ids).count == 2 && topic.ids.count <= 3, "\(call): \(topic.ids)")
    let told = try Set(topic.messages.map { try JSONValue(parsing: $0.body)["output"]?["key"]?.text })
    #expect(told == Set(outputs), "\(call)")
    let rows = try topic.messages.compactMap { try JSONValue(parsing: $0.body)["rows"]?.integer }
    #expect(Set(rows) == [1, 3], "\(call)")
    #expect(place.queue.bodies.isEmpty && place.queue.deadLetters.isEmpty, "\(call)")
    #expect(try await place.ledger.heldItems(of: "test", limit: 100).isEmpty, "\(call)")
    #expect(try await place.ledger.claimCounts(of: "test").done == 2, "\(call)")
  }

  private func keys(_ store: DirectoryStore) async throws -> [String] {
    var keys: [String] = []
    for try await page in store.list(prefix: "") { keys += page.map(\.key.text) }
    return keys
  }
}
