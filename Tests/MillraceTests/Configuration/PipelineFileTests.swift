import MillraceStorage
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
    #expect(configuration.directory?.path == "/srv/inbox")
    #expect(configuration.directory?.match.map(\.description) == ["*.{ndjson,jsonl,json}{,.gz,.zst}"])
    #expect(configuration.output.path == "/srv/lake")
    #expect(configuration.parquet?.partition == .date)
    #expect(configuration.ledger.path == "/srv/millrace.sqlite")
    #expect(configuration.quarantine.path == "/srv/quarantine")
    #expect(configuration.manifests.path == "/srv/manifests")
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
    #expect(configuration.directory?.match.map(\.description) == ["*.ndjson*", "x/**"])
    #expect(configuration.directory?.recursive == false && configuration.directory?.followLinks == true)
    #expect(configuration.directory?.settle == .seconds(10))
    #expect(configuration.directory?.poll == .milliseconds(250))
    #expect(configuration.checks.minimumSize == 10 && configuration.checks.maximumSize == 5 << 30)
    #expect(configuration.checks.name == .regularExpression(#"(?<date>\d{8}).*"#))
    #expect(configuration.format == .json)
    #expect(configuration.limits.line == 1 << 20 && configuration.limits.inflated == 20_000_000_000)
    #expect(configuration.limits.inflationRatio == 200)
    #expect(configuration.output.path == "/srv/lake/${DAY}")
    #expect(
      configuration.parquet?.partition == PipelineConfiguration.Partition.none
        && configuration.parquet?.compression == .zstd)
    let columns = [("id", "string"), ("amount", "decimal(12,2)"), ("tags", "list<string>")]
    #expect(configuration.parquet?.columns == .explicit(columns.map { .init(name: $0.0, type: $0.1) }))
    #expect(configuration.parquet?.rowGroup == 16_000_000)
    #expect(configuration.parquet?.batch.size == 250_000_000 && configuration.parquet?.batch.age == .seconds(90))
    #expect(configuration.badRecords == .count(10))
    #expect(
      configuration.ledger.path == "/srv/state/l.sqlite" && configuration.manifests.path == "/srv/state/manifests")
    #expect(configuration.quarantine.path == "/q" && configuration.workers == 3 && configuration.attempts == 7)
    #expect(configuration.shutdownDeadline == .seconds(5))
  }

  static let events = """
    source: {s3-events: {queue: sqs:my-events, objects: ./buckets, match: "in/**"}}
    sink: {parquet: {to: s3://lake/events}}
    ledger: dynamodb:files
    quarantine: s3://lake-quarantine
    manifest-queue: queues.sqlite#manifests
    prefetch: {messages: 20, bytes: 1GiB}
    health: {port: 8080}
    """

  @Test func addressesLeadToServices() throws {
    let configuration = try parse(Self.events)
    guard case .s3Events(let source) = configuration.source else {
      Issue.record("the source is \(configuration.source)")
      return
    }
    #expect(source.queue == Address(scheme: .sqs, path: "my-events"))
    #expect(source.objects == Address(scheme: .file, path: "/srv/buckets"))
    #expect(source.match.map(\.description) == ["in/**"])
    #expect(configuration.output == Address(scheme: .s3, path: "lake/events"))
    #expect(configuration.ledger == Address(scheme: .dynamodb, path: "files"))
    #expect(configuration.manifests.path == "/srv/manifests")
    #expect(configuration.manifestQueue == Address(scheme: .sqlite, path: "/srv/queues.sqlite", fragment: "manifests"))
    #expect(configuration.prefetch.messages == 20 && configuration.prefetch.bytes == 1 << 30)
    #expect(configuration.health?.port == 8080 && configuration.health?.host == "0.0.0.0")
  }

  static let results = """
    source: {s3-list: {from: s3://bucket/in, poll: 1m}}
    sink: {results: {to: ./results}}
    process: {run: [./enrich, --fast], each: line, timeout: 5m}
    pipelines: 3
    """

  static let index = """
    source: {http-index: {url: "https://host:8443/in/", recursive: false, poll: 10s}}
    sink: {parquet: {to: ./lake, partition: none}}
    checks: {name: any}
    """

  @Test func aWebServersFolderIsRead() throws {
    let configuration = try parse(Self.index)
    guard case .httpIndex(let source) = configuration.source else {
      Issue.record("the source is no index")
      return
    }
    #expect(source.url == Address(scheme: .https, path: "host:8443/in/") && !source.recursive)
    #expect(source.poll == .seconds(10) && source.settle == .seconds(2) && !source.match.isEmpty)
    #expect(try parse(configuration.rendered()) == configuration)
  }

  @Test func messagesThatAreKeptOneByOneAskTheLedgerThatIsNamed() throws {
    let text = "source: {sqs: {queue: sqs:q}}\nsink: {archive: {to: ./kept}}"
    let without = try parse(text)
    let with = try parse(text + "\nledger: ./l.sqlite")
    #expect(!without.asksLedger && with.asksLedger)
    for configuration in [without, with] { #expect(try parse(configuration.rendered()) == configuration) }
  }

  static let archive = """
    source: {sqs: {queue: "https://sqs.eu-central-1.amazonaws.com/1/q", messages-in-hand: 5, receivers: 2}}
    sink: {archive: {to: s3://bucket/archive, layout: parquet, batch: {size: 1MB, count: 7, age: 2s}}}
    """

  @Test func processingAndArchivesAreRead() throws {
    let results = try parse(Self.results)
    var program = PipelineConfiguration.Program(command: ["/srv/enrich", "--fast"])
    program.each = .line
    #expect(results.process == .run(program) && results.pipelines == 3)
    #expect(results.checks.name == .any && results.checks.minimumSize == 0)
    guard case .archive(let sink) = try parse(Self.archive).sink else {
      Issue.record("the sink is no archive")
      return
    }
    #expect(sink.layout == .parquet && sink.batch.count == 7 && sink.batch.age == .seconds(2))
    #expect(try parse(Self.results + "\nprefetch: {messages: auto}").prefetch.messages == nil)
    let type = Self.results.replacing("{run: [./enrich, --fast], each: line, timeout: 5m}", with: "{type: my-step}")
    #expect(try parse(type).process == .type("my-step"))
  }

  static let queue = #"""
    source: {directory: ./inbox}
    junk: [bom, "#", {regex: 'exported \d+'}]
    sink:
      queue:
        to: sqs:records.fifo
        layout: array
        message-size: 256KiB
        in-flight: 3
        group: {expression: customer.id}
        oversize: {claim-check: s3://bucket/large}
        forbidden: quarantine
    """#

  @Test func aQueueIsRead() throws {
    let configuration = try parse(Self.queue)
    let sink = try #require(configuration.queueSink)
    #expect(sink.to == Address(scheme: .sqs, path: "records.fifo") && sink.layout == .array)
    #expect(sink.messageSize == 256 << 10 && sink.inFlight == 3 && sink.forbidden == .quarantine)
    #expect(sink.group == .expression("customer.id"))
    #expect(sink.oversize == .claimCheck(Address(scheme: .s3, path: "bucket/large")))
    #expect(configuration.junk == .rules([.known(.byteOrderMark), .known(.hashLines), .lines(#"exported \d+"#)]))
    #expect(configuration.format == .auto)
  }

  @Test(arguments: [smallest, everything, events, results, archive, queue])
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
    #expect(configuration.directory?.path == "/in/x")
    #expect(configuration.parquet?.batch.size == 2_000_000_000)
  }

  @Test func aNameWithoutADateMeansNoPartition() throws {
    let configuration = try parse(Self.smallest + "\nchecks: {name: any}")
    #expect(configuration.parquet?.partition == PipelineConfiguration.Partition.none)
  }

  @Test func aTildeIsTheHomeFolder() throws {
    let text = Self.smallest.replacing("./inbox", with: "~/inbox")
    #expect(try parse(text, ["HOME": "/home/me"]).directory?.path == "/home/me/inbox")
  }
}
