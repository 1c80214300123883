import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// What pipeline files say of programs among the transforms.
@Suite struct ProgramStepFileTests {
  private let place: StepFixture

  init() throws { place = try StepFixture() }

  private func problems(_ transforms: String, _ rest: String = StepFixture.parquet) -> [String] {
    do {
      _ = try place.parse(transforms, rest)
      return []
    } catch {
      return (error as? ConfigurationError)?.problems.map(\.message) ?? ["\(error)"]
    }
  }

  @Test func aProgramIsAListATextOrAMapping() throws {
    let step = place.folder.file("step")
    for text in ["[./step, -v]", "{command: [./step, -v], timeout: 30s}"] {
      let configuration = try place.parse("- run: \(text)")
      #expect(configuration.transforms == [.run(.init(command: [step, "-v"]))])
    }
    #expect(try place.parse("- run: jq").transforms == [.run(.init(command: ["jq"]))])
    let slow = try place.parse("- run: {command: ./step, timeout: 2m}")
    guard case .run(let program) = slow.transforms.first else { return #expect(Bool(false)) }
    #expect(program.timeout == .seconds(120))
  }

  @Test func whatIsRenderedReadsTheSame() throws {
    let configuration = try place.parse("- run: {command: [./step, 'a \"b\"'], timeout: 90s}\n- where: n")
    let text = configuration.renderedTransforms.joined(separator: "\n")
    let again = try PipelineConfiguration.parse(
      configuration.rendered(), file: place.folder.file("again.yaml"), currentFolder: place.folder.path,
      environment: [:])
    #expect(again.transforms == configuration.transforms, "\(text)")
  }

  @Test func whatCannotWorkIsSaid() {
    #expect(problems("- run: []").contains { $0.contains("is empty") })
    #expect(problems("- run: {timeout: 3s}").contains { $0.contains("needs “command”") })
    #expect(problems("- run: {command: [./a], each: line}").contains { $0.contains("each") })
    #expect(problems("- run: {command: [./a], timeout: 1ms}").contains { $0.contains("timeout") })
    let archive = """
      source: {sqs: {queue: "sqlite:./queues.sqlite#q"}}
      transforms: [{run: [./a]}]
      sink: {archive: {to: ./out}}
      """
    let refused = #expect(throws: ConfigurationError.self) {
      try PipelineConfiguration.parse(
        archive, file: place.folder.file("a.yaml"), currentFolder: place.folder.path, environment: [:])
    }
    #expect(refused?.problems.map(\.message).contains { $0.contains("is for records of objects") } == true)
  }

  @Test func programsThatAreNotThereAreFoundBeforeAnythingRuns() async throws {
    try place.folder.write("#!/bin/sh".utf8, to: "plain")
    let missing = try place.parse("- run: [./nowhere]\n- run: [./plain]\n- run: [no-such-program]\n- run: [sh]")
    let problems = missing.missingPrograms()
    #expect(problems.map(\.key) == ["transforms[0].run", "transforms[1].run", "transforms[2].run"])
    #expect(problems[0].message.contains("is not there"))
    #expect(problems[1].message.contains("chmod +x"))
    #expect(problems[2].message.contains("PATH"))
    let error = await #expect(throws: PipelineError.self) { try await place.run(missing) }
    #expect(error?.message.contains("nowhere") == true)
  }
}
