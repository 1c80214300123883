import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// `- run:` in pipelines that make Parquet.
@Suite(.timeLimit(.minutes(5))) struct ProgramStepTests {
  private let place: StepFixture

  init() throws { place = try StepFixture() }

  @Test func recordsBecomeWhatTheProgramAnswersInTheirOrder() async throws {
    try place.write("a.ndjson", records: 5000)
    try place.python(#"say({"n": record["n"], "square": record["n"] ** 2})"#)
    let summary = try await place.run(
      """
      - where: "n >= `10`"
      - run: [./step]
      - where: "square != `400`"
      - select: "{number: n, square: square}"
      """)
    let rows = try place.rows()
    #expect(summary.progress.rows == 4989 && summary.progress.badRecords == 0)
    #expect(rows.compactMap { $0["number"]?.text.flatMap { Int($0) } } == Array(10..<5000).filter { $0 != 20 })
    #expect(rows.first?["square"]?.text == "100")
  }

  @Test func anEmptyLineAndNullDropARecord() async throws {
    try place.write("a.ndjson", records: 9)
    try place.python(#"say(["", "null", line.strip()][record["n"] % 3])"#)
    let summary = try await place.run("- run: ./step")
    #expect(summary.progress.rows == 3 && summary.progress.badRecords == 0)
    #expect(try place.rows().compactMap { $0["n"]?.text } == ["2", "5", "8"])
  }

  @Test func whatIsNoJSONMakesItsRecordABadOne() async throws {
    try place.write("a.ndjson", records: 10)
    try place.python(#"say({1: "oops", 2: "{} {}", 3: "[1]"}.get(record["n"], line.strip()))"#)
    let summary = try await place.run("- run: [./step]")
    #expect(summary.progress.rows == 7 && summary.progress.badRecords == 3)
    let bad = try place.badRecords()
    // What quarantine has is what came in.
    #expect(bad.compactMap { $0["text"]?.text } == [#"{"n":1}"#, #"{"n":2}"#, #"{"n":3}"#])
    #expect(bad.compactMap { $0["line"]?.integer } == [2, 3, 4])
    #expect(bad[0]["reason"]?.text?.contains("the program's answer is no JSON") == true)
    #expect(bad[2]["reason"]?.text?.contains("cannot be a row") == true)
  }

  @Test func aProgramThatDiesCostsAnAttemptAndNoRecord() async throws {
    try place.write("a.ndjson", records: 1000)
    try place.python(
      #"""
      if record["n"] == 600 and not os.path.exists(sys.argv[1]):
        open(sys.argv[1], "w").close()
        raise ValueError("no room for 600")
      say(record)
      """#)
    let summary = try await place.run("- run: [./step, '\(place.folder.file("died"))']", StepFixture.explicit)
    #expect(summary.progress.rows == 1000 && summary.progress.badRecords == 0)
    #expect(try place.rows().compactMap { $0["n"]?.integer } == Array(0..<1000))
    let reasons = place.events.messages("manifest-postponed")
    #expect(reasons.count == 1)
    #expect(reasons.allSatisfy { $0.contains("ended with code 1") && $0.contains("ValueError: no room for 600") })
  }

  @Test func aProgramThatAlwaysFailsGivesItsFilesUpWithItsCodeAndWords() async throws {
    try place.write("a.ndjson", records: 3)
    try place.program("#!/bin/sh\nread -r line; echo \"$line\"; echo 'no license' >&2; exit 7")
    let summary = try await place.run("- run: [./step]", StepFixture.explicit + "\nattempts: 1")
    #expect(summary.progress.filesFailed == 1 && summary.progress.rows == 0)
    let reasons = place.events.messages("manifest-failed")
    #expect(reasons.count == 1 && reasons.allSatisfy { $0.contains("ended with code 7") && $0.contains("no license") })
    #expect(place.files("lake", ".parquet").isEmpty)
  }

  @Test func aProgramThatDoesNotFlushIsToldTo() async throws {
    try place.write("a.ndjson", records: 3)
    try place.program("#!/usr/bin/env python3\nimport sys\nfor line in sys.stdin: sys.stdout.write(line)")
    _ = try await place.run(
      "- run: {command: [./step], timeout: 300ms}", StepFixture.explicit + "\nattempts: 1")
    let reasons = place.events.messages("manifest-failed")
    #expect(reasons.count == 1 && reasons.allSatisfy { $0.contains("within 300ms") && $0.contains("flush") })
  }

  @Test func aProgramThatSaysMoreThanItIsAskedFails() async throws {
    try place.write("a.ndjson", records: 50)
    try place.python("say(line + line.strip())")
    _ = try await place.run("- run: [./step]", StepFixture.explicit + "\nattempts: 1")
    let reasons = place.events.messages("manifest-failed")
    #expect(reasons.count == 1 && reasons.allSatisfy { $0.contains("more than one line") })
    #expect(try place.rows().isEmpty)
  }

  @Test func recordsThatAreLargerThanPipesPass() async throws {
    let filling = String(repeating: "y", count: 300 << 10)
    try place.write("a.ndjson", (0..<4).map { #"{"n":\#($0),"f":"\#(filling)"}"# })
    // It answers while it still reads.
    try place.program("#!/bin/sh\nexec cat")
    let summary = try await place.run("- run: [./step]")
    #expect(summary.progress.rows == 4)
    #expect(try place.rows().allSatisfy { $0["f"]?.text?.utf8.count == 300 << 10 })
  }

  @Test func answersBeyondTheLineLimitMakeTheirRecordsBad() async throws {
    try place.write("a.ndjson", records: 4)
    try place.python(#"say({"n": record["n"], "f": "z" * (200000 if record["n"] == 1 else 1)})"#)
    let summary = try await place.run("- run: [./step]", StepFixture.parquet + "\nline-limit: 64KiB")
    #expect(summary.progress.rows == 3)
    #expect(try place.badRecords().compactMap { $0["reason"]?.text }.allSatisfy { $0.contains("line limit") })
    #expect(try place.badRecords().count == 1)
  }

  @Test func thereIsOneProgramForEachThreadAndNoneIsLeftBehind() async throws {
    for index in 0..<4 { try place.write("\(index).ndjson", records: 500, from: index * 500) }
    try place.python("say(record)")
    let configuration = try place.parse(
      "- run: [./step]", "checks: {name: any}\nworkers: 2\nsink: {parquet: {to: ./lake, batch: {size: 1KB, age: 0s}}}")
    try await place.run(configuration)
    #expect(try place.rows().count == 2000)
    let started = place.started
    #expect((1...2).contains(started.count))
    for process in started {
      while kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func aProgramThatNeverAnswersEndsTheRunBeforeColumnsAreKept() async throws {
    try place.write("a.ndjson", records: 3)
    try place.program("#!/bin/sh\necho 'no database' >&2; exit 2")
    let configuration = try place.parse("- run: [./step]", StepFixture.parquet + "\nattempts: 1")
    let error = await #expect(throws: PipelineError.self) { try await place.run(configuration) }
    #expect(error?.message.contains("no database") == true)
    // Nothing is lost: with a program that works the files are converted, with all of their columns.
    try place.python("say(record)")
    try await place.run(configuration)
    #expect(try place.rows().compactMap { $0["n"]?.text } == ["0", "1", "2"])
  }

  @Test func aRecordThatIsTooMuchForTheProgramDoesNotCostTheOthersTheirTypes() async throws {
    try place.write("2026-11-20-a.ndjson", records: 30)
    try place.write("2026-11-21-b.ndjson", records: 30, from: 100)
    try place.python(#"say(record if record["n"] != 15 else sys.exit(3))"#)
    let sink = "sink: {parquet: {to: ./lake, columns: inferred, batch: {age: 0s}}}\nattempts: 1"
    let summary = try await place.run("- run: [./step]", sink)
    #expect(summary.progress.filesFailed == 1 && summary.progress.rows == 30)
    #expect(try place.rows().first?["n"]?.integer == 100)
  }

  @Test(arguments: [StepFixture.parquet, StepFixture.explicit])
  func aRunThatIsStoppedDoesNotWaitForAProgramThatHangs(sink: String) async throws {
    try place.write("a.ndjson", records: 3)
    try place.program("#!/bin/sh\necho $$ >&2; sleep 1000")
    let configuration = try place.parse(
      "- run: {command: [./step], timeout: 1h}", sink + "\nshutdown-deadline: 100ms")
    let runner = try await PipelineRunner.open(configuration, events: place.events)
    async let summary = runner.run(until: .stopped)
    while place.started.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    runner.stop()
    _ = try await summary
    #expect(place.started.allSatisfy { kill($0, 0) != 0 })
  }

  @Test func inferredTypesAreThoseOfTheAnswers() async throws {
    try place.write("a.ndjson", records: 20)
    try place.python(#"say({"half": record["n"] / 2, "big": record["n"] > 9})"#)
    try await place.run(
      "- run: [./step]", "checks: {name: any}\nsink: {parquet: {to: ./lake, columns: inferred, batch: {age: 0s}}}")
    let row = try place.rows().first
    #expect(row?["half"]?.double == 0 && row?["big"]?.boolean == false)
  }
}
