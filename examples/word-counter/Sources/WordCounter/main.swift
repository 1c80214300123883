import Foundation
import Millrace
import MillraceCloudStorage

// word-counter [PIPELINE-FILE]: runs the pipeline until nothing is left to do.
let file = CommandLine.arguments.dropFirst().first ?? "pipeline.yaml"
let configuration = try PipelineConfiguration.load(path: file, environment: ProcessInfo.processInfo.environment)
let runner = try await PipelineRunner.open(
  configuration, on: CloudStorage(), processors: ["word-counter": WordCounter()],
  events: LineEventSink(.text) { FileHandle.standardError.write(Data($0.utf8)) })
let summary = try await runner.run(until: .idle)
print("\(configuration.name): \(summary.ending.rawValue), \(summary.progress.filesCompleted) done")
