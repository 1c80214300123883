import Foundation
import MillraceTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct UpkeepCommandTests {
  private func place(_ more: String = "") throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      pipeline: lines
      source: {directory: ./in, settle: 0s}
      sink: {results: {to: ./out}}
      ledger: ./state/ledger.sqlite
      quarantine: ./quarantine
      \(more)

      """, to: "pipeline.yaml")
    for name in ["a.txt", "deep/b.txt"] { try place.write("x\n", to: "in/\(name)") }
    #expect(try place.millrace("run", "pipeline.yaml", "--until-idle").status == 0)
    return place
  }

  @Test func filesThatAreDoneAreArchivedWhenTheyAreOldEnough() throws {
    let place = try place()
    try place.write("y\n", to: "in/new.txt")
    let early = try place.millrace("archive", "pipeline.yaml", "--to", "done", "--older-than", "1h", "--json")
    #expect(early.status == 0 && early.json?["recent"] as? Int == 2 && early.json?["archived"] as? Int == 0)
    let dry = try place.millrace("archive", "pipeline.yaml", "--to", "done", "--older-than", "0s", "--dry-run")
    #expect(dry.status == 0 && dry.text.hasPrefix("a.txt\ndeep/b.txt\nlines: 2 files would be moved"))
    let moved = try place.millrace("archive", "pipeline.yaml", "--to", "done", "--older-than", "0s", "--json")
    #expect(
      moved.status == 0 && moved.json?["archived"] as? Int == 2 && moved.json?["open"] as? Int == 1, "\(moved.errors)")
    #expect(place.exists("done/a.txt") && place.exists("done/deep/b.txt"))
    #expect(place.exists("in/new.txt") && !place.exists("in/a.txt"))
  }

  @Test func thePipelineFileSaysWhatToDo() throws {
    let place = try place("archive: {after: 0s, delete: true}")
    let valid = try place.millrace("validate", "pipeline.yaml")
    #expect(valid.text.contains("archive: {after: 0ms, delete: true}"))
    #expect(try place.millrace("archive", "pipeline.yaml", "--forget").status == 0)
    #expect(!place.exists("in/a.txt") && !place.exists("in/deep/b.txt"))
    let check = try place.millrace("check", "pipeline.yaml", "--json")
    #expect(check.status == 0 && check.json?["done"] as? Int == 0)
  }

  @Test func whatCannotBeArchivedIsRefused() throws {
    let place = try place()
    let neither = try place.millrace("archive", "pipeline.yaml")
    #expect(neither.status == 2 && neither.errors.contains("--to FOLDER or --delete"))
    let inside = try place.millrace("archive", "pipeline.yaml", "--to", "in/done")
    #expect(inside.status == 2 && inside.errors.contains("lies in the source"))
    try place.write("source: {sqs: {queue: sqs:q}}\nsink: {archive: {to: ./kept}}\n", to: "messages.yaml")
    #expect(try place.millrace("archive", "messages.yaml", "--delete").status == 2)
    #expect(try place.millrace("check", "messages.yaml").status == 2)
    try place.write(
      "source: {directory: ./in}\nsink: {results: {to: ./out}}\narchive: {to: ./in/done}\n", to: "wrong.yaml")
    #expect(try place.millrace("validate", "wrong.yaml").errors.contains("archive.to"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
  func whatADeadProcessHoldsIsShownAndFreed() throws {
    let place = try place()
    let script = """
      import sqlite3
      c = sqlite3.connect("state/ledger.sqlite")
      c.execute("INSERT INTO claims (pipeline_id, item, token, owner, claimed_at, lease_until) VALUES (1, 'x', 999, 'gone', 1000, 2000)")
      c.commit()
      """
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    python.arguments = ["-c", script]
    python.currentDirectoryURL = place.directory.url
    try python.run()
    python.waitUntilExit()
    #expect(python.terminationStatus == 0)
    let shown = try place.millrace("check", "pipeline.yaml")
    #expect(shown.status == 3 && shown.text.contains("lapsed  item x: by gone") && shown.text.contains("--free"))
    let freed = try place.millrace("check", "pipeline.yaml", "--free", "--json")
    #expect(freed.status == 0 && freed.json?["freed"] as? Int == 1 && freed.json?["done"] as? Int == 2)
    #expect(try place.millrace("check", "pipeline.yaml").status == 0)
  }
}
