import Foundation
import Testing

@Suite struct PipelineCommandTests {
  /// A pipeline that takes files at once, with some of them waiting.
  private func placeWithPipeline(badShare: String = "0") throws -> Workplace {
    let place = try Workplace()
    #expect(try place.millrace("init", "ndjson-to-parquet", "--quiet").text == "pipeline.yaml\n")
    let text = String(decoding: try place.data(of: "pipeline.yaml"), as: UTF8.self)
    #expect(text.contains("  # settle: 2s  "))
    try place.write(text.replacing("  # settle: 2s  ", with: "  settle: 0s  "), to: "pipeline.yaml")
    let generated = try place.millrace(
      "generate", "inbox", "--count", "4", "--days", "2", "--size", "60KB", "--bad-share", badShare)
    #expect(generated.status == 0)
    return place
  }

  @Test func initWritesAValidFileAndNeverReplacesOne() throws {
    let place = try Workplace()
    #expect(try place.millrace("init", "ndjson-to-parquet", "mine").status == 0)
    #expect(place.exists("mine/inbox"))
    let valid = try place.millrace("validate", "mine/pipeline.yaml")
    #expect(valid.status == 0)
    #expect(valid.text.contains("pipeline: \"events\""))
    #expect(try place.millrace("init", "ndjson-to-parquet", "mine").status == 2)
    #expect(try place.millrace("init", "ndjson-to-parquet", "mine", "--overwrite").status == 0)
  }

  @Test(arguments: ["ndjson-to-parquet", "process-objects", "archive-queue"])
  func everyJobHasAFileThatIsValid(job: String) throws {
    let place = try Workplace()
    let made = try place.millrace("init", job, "--json")
    #expect(made.status == 0)
    #expect(made.json?["file"] as? String == "pipeline.yaml")
    let valid = try place.millrace("validate", "pipeline.yaml")
    #expect(valid.status == 0, "\(valid.errors)")
  }

  @Test func aWrongPipelineFileIsRefusedWithLineAndColumn() throws {
    let place = try placeWithPipeline()
    try place.write("pipeline: x\nsorce: {directory: in}\n", to: "wrong.yaml")
    for command in ["validate", "run", "status"] {
      let outcome = try place.millrace(command, "wrong.yaml")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("wrong.yaml:2:1: "))
    }
    let json = try place.millrace("validate", "wrong.yaml", "--json")
    #expect(json.status == 2)
    #expect(json.json?["valid"] as? Bool == false)
  }

  @Test func aPipelineRunsUntilIdleOnce() throws {
    let place = try placeWithPipeline()
    let first = try place.millrace("run", "pipeline.yaml", "--until-idle", "--json")
    #expect(first.status == 0)
    #expect(first.json?["filesCompleted"] as? Int == 4)
    #expect(first.json?["ending"] as? String == "idle")
    let second = try place.millrace("run", "pipeline.yaml", "--until-idle", "--json")
    #expect(second.status == 0)
    #expect(second.json?["filesCompleted"] as? Int == 0)
    let status = try place.millrace("status", "pipeline.yaml", "--json")
    let files = try #require(status.json?["files"] as? [String: [String: Int]])
    #expect(files["completed"]?["files"] == 4)
    #expect(files["pending"]?["files"] == 0)
    #expect(status.json?["rows"] as? Int == first.json?["rows"] as? Int)
    #expect(try place.millrace("status", "pipeline.yaml").text.contains("completed"))
  }

  @Test func whereFindsAFileByPathAndByName() throws {
    let place = try placeWithPipeline()
    #expect(try place.millrace("run", "pipeline.yaml", "--until-idle").status == 0)
    for name in ["inbox/2026-01-01-events-00001.ndjson", "2026-01-01-events-00001.ndjson"] {
      let outcome = try place.millrace("where", "pipeline.yaml", name, "--json")
      #expect(outcome.status == 0)
      let versions = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
      #expect(versions.first?["state"] as? String == "completed")
      let output = try #require((versions.first?["outputs"] as? [String])?.first)
      #expect(try place.millrace("inspect", output, "--verify").status == 0)
    }
    #expect(try place.millrace("where", "pipeline.yaml", "unknown.ndjson").status == 1)
  }

  @Test func badRecordsAndFilesGoToQuarantineAndBack() throws {
    let place = try placeWithPipeline(badShare: "0.02")
    try place.write("", to: "inbox/2026-01-01-empty.ndjson")
    #expect(try place.millrace("run", "pipeline.yaml", "--until-idle").status == 3)
    let files = try place.millrace("quarantine", "list", "pipeline.yaml", "--kind", "files")
    #expect(files.text.contains("2026-01-01-empty.ndjson: it is empty"))
    let list = try place.millrace("quarantine", "list", "pipeline.yaml", "--kind", "bad-records", "--json").text
    let entry = try JSONSerialization.jsonObject(with: Data(list.utf8.prefix { $0 != 0x0A })) as? [String: Any]
    let key = try #require(entry?["key"] as? String)
    #expect(try place.millrace("quarantine", "show", "pipeline.yaml", key).text.contains("\"reason\""))
    #expect(try !place.millrace("quarantine", "show", "pipeline.yaml", key, "--records").output.isEmpty)
    let released = try place.millrace("quarantine", "release", "pipeline.yaml", "--all", "--json")
    #expect(released.json?["released"] as? Int == 1)
    #expect(try place.millrace("quarantine", "list", "pipeline.yaml", "--kind", "files").output.isEmpty)
    #expect(try place.millrace("quarantine", "release", "pipeline.yaml", "--input", "unknown").status == 1)
  }

  @Test func questionsMakeNoLedger() throws {
    let place = try placeWithPipeline()
    for arguments in [
      ["status", "pipeline.yaml"], ["where", "pipeline.yaml", "x"], ["quarantine", "list", "pipeline.yaml"],
    ] {
      let outcome = try place.millrace.start(arguments).outcome()
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("there is no ledger yet"))
    }
    #expect(!place.exists("state"))
  }

  @Test func aWatchingRunEndsWellOnASignal() throws {
    let place = try placeWithPipeline()
    let running = try place.millrace.start(["run", "pipeline.yaml"])
    for _ in 0..<3000 where !place.exists("state/millrace.sqlite") { usleep(10_000) }
    running.process.terminate()
    let outcome = try running.outcome()
    #expect(!outcome.wasKilled)
    #expect(outcome.status == 0)
  }
}
