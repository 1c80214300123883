import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct ProgramTests {
  let place: ObjectPipelineFixture

  init() async throws { place = try await ObjectPipelineFixture() }

  private func script(_ text: String) throws -> String {
    let path = try place.folder.write(Array("#!/bin/sh\n\(text)\n".utf8), to: "step.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func run(
    _ text: String, each: PipelineConfiguration.Program.Each, timeout: Duration = .seconds(20), attempts: Int = 1
  ) async throws {
    let (command, events) = ([try script(text)], place.events)
    let steps = StepFactory {
      var options = ProgramOptions(command: command)
      options.timeout = timeout
      options.grace = .milliseconds(200)
      options.restart = BackOff(first: .milliseconds(5), longest: .milliseconds(10))
      return each == .object
        ? ObjectProgram(options: options, events: events) : LineProgram(options: options, events: events)
    }
    try await place.run(steps) { options in
      options.attempts = attempts
      options.pipelines = 2
    }
  }

  private func offer(_ count: Int, lines: Int = 3) async throws {
    for index in 0..<count {
      let text = (0..<lines).map { "{\"object\":\(index),\"line\":\($0)}\n" }.joined()
      try await place.put("o\(index)", text)
      try await place.announce("o\(index)")
    }
  }

  @Test func aProgramIsGivenAnObjectAndItsOutputIsTheResult() async throws {
    try await offer(4)
    try await run(#"echo hello >&2; printf '{"key":"%s","lines":%d}' "$MILLRACE_KEY" $(wc -l)"#, each: .object)
    let results = try await place.results()
    #expect(Set(results.compactMap { $0["key"]?.text }) == ["o0", "o1", "o2", "o3"])
    #expect(results.allSatisfy { $0["lines"]?.integer == 3 })
    #expect(place.events.messages("program-said").count == 4)
  }

  @Test func aProgramThatFailsCostsItsObjectOnlyAndItsLastWordsAreTheReason() async throws {
    try await offer(3)
    try await run(#"cat; if [ "$MILLRACE_KEY" = o1 ]; then echo "no good" >&2; exit 3; fi"#, each: .object)
    #expect(try await place.resultTexts().count == 2)
    let reasons = place.events.messages("object-quarantined")
    #expect(reasons.count == 1 && reasons.allSatisfy { $0.contains("code 3: no good") })
  }

  @Test func aProgramNeedNotReadItsInput() async throws {
    try await offer(1, lines: 100_000)
    try await run("echo '{}'", each: .object)
    #expect(try await place.resultTexts() == ["{}\n"])
  }

  @Test func aProgramThatHangsIsEndedWithAllThatItHasStarted() async throws {
    try await offer(1)
    let start = ContinuousClock.now
    try await run("trap '' TERM; sleep 100 & wait; sleep 100", each: .object, timeout: .milliseconds(300))
    // The program itself would take 100 seconds.
    #expect(start.duration(to: .now) < .seconds(60))
    #expect(place.events.messages("object-quarantined").allSatisfy { $0.contains("took longer than 300ms") })
    #expect(place.events.messages("object-quarantined").count == 1)
  }

  @Test func aProgramThatDoesNotExistIsNamed() async throws {
    try await offer(1)
    let events = place.events
    let steps = StepFactory { ObjectProgram(options: ProgramOptions(command: ["/no/such/program"]), events: events) }
    try await place.run(steps) { $0.attempts = 1 }
    #expect(place.events.messages("object-quarantined").allSatisfy { $0.contains("/no/such/program") })
    #expect(place.events.messages("object-quarantined").count == 1)
  }

  @Test func aProgramThatStaysAnswersLinesWithLinesInOrder() async throws {
    try await offer(6, lines: 5000)
    try await run(#"echo $$ >&2; sed -u 's/$/!/'"#, each: .line)
    let results = try await place.resultTexts()
    #expect(results.count == 6)
    for result in results {
      let lines = result.split(separator: "\n")
      #expect(lines.count == 5000 && lines.allSatisfy { $0.hasSuffix("}!") })
      let numbers = lines.compactMap { $0.split(separator: ":").last.flatMap { Int($0.dropLast(2)) } }
      #expect(numbers == Array(0..<5000))
    }
    // One program for each pipeline, for all objects.
    #expect(place.events.messages("program-said").count <= 2)
  }

  @Test func aProgramThatDiesIsStartedAgainForTheNextObject() async throws {
    try await offer(4)
    try await run(
      #"while read -r line; do case "$line" in *'"object":1,'*) exit 7;; esac; echo "$line"; done"#, each: .line)
    #expect(try await place.resultTexts().count == 3)
    #expect(place.events.messages("object-quarantined").count == 1)
  }

  @Test func aProgramThatStopsAnsweringIsEnded() async throws {
    try await offer(1)
    try await run("read -r line; echo \"$line\"; sleep 100", each: .line, timeout: .milliseconds(300))
    #expect(place.events.messages("object-quarantined").count == 1)
  }
}
