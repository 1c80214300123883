import Testing

@testable import Millrace

@Suite struct PipelineFileTests {
  private func parse(_ text: String, _ environment: [String: String] = [:]) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(text, file: "events.yaml", currentFolder: "/srv", environment: environment)
  }

  private static let smallest = """
    source: {directory: ./inbox}
    sink: {parquet: {to: ./lake}}
    """

  @Test func twoFoldersAreEnough() throws {
    let configuration = try parse(Self.smallest)
    #expect(configuration.name == "events")
    #expect(configuration.source.directory == "/srv/inbox")
    #expect(configuration.source.match.map(\.description) == ["*.{ndjson,jsonl,json}{,.gz,.zst}"])
    #expect(configuration.sink.to == "/srv/lake")
    #expect(configuration.sink.partition == .date)
    #expect(configuration.ledger == "/srv/millrace.sqlite")
    #expect(configuration.quarantine == "/srv/quarantine")
    #expect(configuration.manifests == "/srv/manifests")
    #expect(configuration.checks == .init())
    #expect(configuration.badRecords == .fraction(0.5))
  }

  static let everything = """
    pipeline: events-to-parquet
    source:
      directory: ${IN:-./inbox}
      match: ["*.ndjson*", 'x/**']
      recursive: false
      follow-links: true
      settle: 10s
      poll: 250ms
    checks:
      size: {min: 10B, max: 5GiB}
      name: {regex: '(?<date>\\d{8}).*'}
    format: json
    line-limit: 1MiB
    inflated-limit: 20GB
    inflation-ratio: 200
    sink:
      parquet:
        to: "lake/$${DAY}"
        partition: none
        columns: {id: string, amount: "decimal(12,2)", tags: list<string>}
        compression: zstd
        row-group: 16MB
        batch: {size: 250MB, age: 90s}
    bad-records: {limit: 10}
    ledger: state/l.sqlite
    quarantine: /q
    workers: 3
    attempts: 7
    shutdown-deadline: 5s
    """

  @Test func everyKeyIsRead() throws {
    let configuration = try parse(Self.everything)
    #expect(configuration.name == "events-to-parquet")
    #expect(configuration.source.match.map(\.description) == ["*.ndjson*", "x/**"])
    #expect(!configuration.source.recursive && configuration.source.followLinks)
    #expect(configuration.source.settle == .seconds(10))
    #expect(configuration.source.poll == .milliseconds(250))
    #expect(configuration.checks.minimumSize == 10 && configuration.checks.maximumSize == 5 << 30)
    #expect(configuration.checks.name == .regularExpression(#"(?<date>\d{8}).*"#))
    #expect(configuration.format == .json)
    #expect(configuration.limits.line == 1 << 20 && configuration.limits.inflated == 20_000_000_000)
    #expect(configuration.limits.inflationRatio == 200)
    #expect(configuration.sink.to == "/srv/lake/${DAY}")
    #expect(configuration.sink.partition == .none && configuration.sink.compression == .zstd)
    let columns = [("id", "string"), ("amount", "decimal(12,2)"), ("tags", "list<string>")]
    #expect(configuration.sink.columns == .explicit(columns.map { .init(name: $0.0, type: $0.1) }))
    #expect(configuration.sink.rowGroup == 16_000_000)
    #expect(configuration.sink.batch.size == 250_000_000 && configuration.sink.batch.age == .seconds(90))
    #expect(configuration.badRecords == .count(10))
    #expect(configuration.ledger == "/srv/state/l.sqlite" && configuration.manifests == "/srv/state/manifests")
    #expect(configuration.quarantine == "/q" && configuration.workers == 3 && configuration.attempts == 7)
    #expect(configuration.shutdownDeadline == .seconds(5))
  }

  @Test(arguments: [smallest, everything])
  func renderingReadsBackEqual(text: String) throws {
    let configuration = try parse(text)
    #expect(try parse(configuration.rendered()) == configuration)
  }

  @Test func theEnvironmentIsPutIn() throws {
    let text = """
      pipeline: "${A}-${B:-b}"
      source: {directory: "${DIR}/x"}
      sink: {parquet: {to: ./lake, batch: {size: "${SIZE:-2GB}"}}}
      """
    let configuration = try parse(text, ["A": "one", "B": "", "DIR": "/in"])
    #expect(configuration.name == "one-b")
    #expect(configuration.source.directory == "/in/x")
    #expect(configuration.sink.batch.size == 2_000_000_000)
  }

  @Test func aNameWithoutADateMeansNoPartition() throws {
    let configuration = try parse(Self.smallest + "\nchecks: {name: any}")
    #expect(configuration.sink.partition == .none)
  }

  @Test func aTildeIsTheHomeFolder() throws {
    let text = Self.smallest.replacing("./inbox", with: "~/inbox")
    #expect(try parse(text, ["HOME": "/home/me"]).source.directory == "/home/me/inbox")
  }
}
