import Foundation
import MillraceTesting
import Testing

@Suite(.enabled(if: NginxServer.isAvailable, "needs nginx"), .timeLimit(.minutes(5)))
struct HTTPIndexRunTests {
  @Test(arguments: ["results: {to: ./out}", "parquet: {to: ./out, partition: none}"])
  func filesOfAWebServerAreTakenOnce(_ sink: String) async throws {
    let place = try Workplace()
    let server = try await NginxServer()
    let old = Date(timeIntervalSinceNow: -100)
    try server.write("{\"n\":1}\n", to: "in/a b.ndjson", changed: old)
    try server.write("{\"n\":2}\n", to: "in/deep/é.ndjson", changed: old)
    try server.write("{\"n\":9}\n", to: "elsewhere/c.ndjson", changed: old)
    try place.write(
      """
      pipeline: web
      source: {http-index: {url: "\(server.url)in/", match: "*.ndjson"}}
      sink: {\(sink)}
      ledger: ./state/ledger.sqlite
      quarantine: ./quarantine
      """ + (sink.hasPrefix("parquet") ? "\nchecks: {name: any}\n" : "\n"), to: "pipeline.yaml")
    let first = try place.millrace("run", "pipeline.yaml", "--until-idle", "--json")
    #expect(first.status == 0, "\(first.errors)")
    let outputs = FileManager.default.enumerator(atPath: place.directory.file("out"))?.allObjects.count ?? 0
    #expect(outputs > 0)
    let second = try place.millrace("run", "pipeline.yaml", "--until-idle", "--json")
    #expect(second.status == 0, "\(second.errors)")
    #expect(done(first) == 2 && done(second) == 0)
  }

  /// Objects are counted as what they are to the sink.
  private func done(_ outcome: MillraceBinary.Outcome) -> Int? {
    (outcome.json?["filesCompleted"] ?? outcome.json?["messagesProcessed"]) as? Int
  }
}
