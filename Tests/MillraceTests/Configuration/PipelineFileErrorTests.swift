import Testing

@testable import Millrace

/// A golden list: each wrong file and every line that is printed for it.
@Suite struct PipelineFileErrorTests {
  private func problems(_ text: String, _ environment: [String: String] = [:]) -> [String] {
    do {
      _ = try PipelineConfiguration.parse(text, file: "p.yaml", currentFolder: "/w", environment: environment)
      return []
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }

  private func with(_ extra: String) -> String {
    "source: {directory: ./inbox}\nsink: {parquet: {to: ./lake}}\n" + extra
  }

  private static let rootKeys =
    "pipeline, source, checks, format, junk, line-limit, inflated-limit, inflation-ratio, transforms, process, pipelines, "
    + "prefetch, sink, notify, bad-records, ledger, quarantine, manifests, manifest-queue, workers, attempts, "
    + "shutdown-deadline, health, archive"

  @Test(arguments: [
    (
      "filters:\n  - where: x",
      "3:1: “filters” is not a key. Known keys: \(rootKeys)"
    ),
    (
      "quarantin: ./q",
      "3:1: “quarantin” is not a key; did you mean “quarantine”? Known keys: \(rootKeys)"
    ),
    (
      "checks:\n  sise: {min: 1B}",
      "4:3: “sise” is not a key in “checks”; did you mean “size”? Known keys: size, name"
    ),
    ("checks: [1]", "3:9: “checks” must hold keys: size, name"),
    ("format: xml", "3:9: “format”: “xml” is not one of ndjson, json, auto, csv"),
    ("format:", "3:8: “format” is empty; write one of ndjson, json, auto, csv"),
    ("format: [ndjson]", "3:9: “format” must be one of ndjson, json, auto, csv"),
    ("line-limit: 1TB", "3:13: “line-limit”: “1TB” is not a size from 1KiB to 1GiB"),
    ("inflated-limit: lots", "3:17: “inflated-limit”: “lots” is not a size such as 20GB, or none"),
    ("inflation-ratio: 0.5", "3:18: “inflation-ratio”: “0.5” is not a number of at least 1, such as 1000"),
    (
      "bad-records: {limit: half}",
      "3:22: “bad-records.limit”: “half” is not a share such as 50%, a number such as 1000, or none"
    ),
    ("workers: 0", "3:10: “workers”: “0” is not auto, or a whole number from 1 to 1024"),
    ("attempts: many", "3:11: “attempts”: “many” is not a whole number from 1 to 1000"),
    (
      "shutdown-deadline: 2 parsecs",
      "3:20: “shutdown-deadline”: “2 parsecs” is not a duration such as 500ms, 30s, 5m or 2h, from 0ms to 1d"
    ),
    (
      "pipeline: a b",
      "3:11: “pipeline”: “a b” is not a name of at most 200 letters, digits, “-”, “_” and “.”"
    ),
    (
      "checks: {size: {min: 2GB, max: 1GB}}",
      "3:22: “checks.size.min” of 2GB is more than max, 1GB: no file could pass"
    ),
    (
      "checks: {name: \"yyyy-mm\"}",
      "3:16: “checks.name”: it holds only a part of a date; write yyyy, mm and dd, each once"
    ),
    (
      "ledger: ${LEDGER}",
      "3:9: “ledger”: the environment variable LEDGER is not set; set it, or write ${LEDGER:-default}"
    ),
    (
      "ledger: \"a/${LEDGER}\"",
      "3:12: “ledger”: the environment variable LEDGER is not set; set it, or write ${LEDGER:-default}"
    ),
    ("ledger: a${B", "3:10: “ledger”: “${” is not closed; write ${NAME}, or $${ for “${” itself"),
    ("ledger: ${a b}", "3:9: “ledger”: “a b” is not the name of an environment variable; write ${NAME}"),
    (
      "quarantine: sqs:q",
      "3:13: “quarantine”: “sqs:q” is not a folder, or a bucket as in s3://bucket/prefix"
    ),
    (
      "ledger: s3://bucket/q",
      "3:9: “ledger”: “s3://bucket/q” is not an SQLite file, dynamodb:table, or redis://host#name"
    ),
    (
      "manifest-queue: ./queues.sqlite",
      "3:17: “manifest-queue”: “./queues.sqlite” names no queue; write its name behind the file, as in "
        + "sqlite:./queues.sqlite#my-queue"
    ),
    (
      "quarantine: gopher://host",
      "3:13: “quarantine”: “gopher:” in “gopher://host” is not a known kind of address. Known are: file:PATH, "
        + "sqlite:PATH, s3://BUCKET/PREFIX, sqs:QUEUE, sns:TOPIC, dynamodb:TABLE, redis://HOST, "
        + "http://HOST/FOLDER/, and plain paths. A file "
        + "with a colon in its name is written “./gopher://host”."
    ),
    (
      "process: lines",
      "3:10: “process” is for “sink: {results: …}”, but this sink is “parquet”; leave it out"
    ),
    ("junk: none", "3:7: “junk” is for “sink: {queue: …}”, but this sink is “parquet”; leave it out"),
    (
      "format: auto",
      "3:9: “format: auto” is for “sink: {queue: …}”; write the format of the files, as in “ndjson”"
    ),
    ("prefetch: {messages: 0}", "3:22: “prefetch.messages”: “0” is not auto, or a whole number from 1 to 100000"),
    ("prefetch: {bytes: 1kB}", "3:19: “prefetch.bytes”: “1kB” is not a size from 1MiB to 64GiB"),
    (
      "health: {port: http}", "3:16: “health.port”: “http” is not a whole number from 0 to 65535"
    ),
    (
      "quarantine: ./inbox/q",
      "3:13: “quarantine” lies in the source folder /w/inbox, so what is written there would be read again; "
        + "put it beside the folder"
    ),
    (
      "ledger: ./lake/l.sqlite",
      "3:9: “ledger” lies in the output folder /w/lake, whose readers would take it for data; put it elsewhere",
    ),
    ("ledger: a\nledger: b", "3:1: “ledger” stands here more than once; keep one of them"),
    (
      "a: [1",
      "4:1: this is not YAML: did not find expected ',' or ']'; check the indentation, and quote text that starts "
        + "with *, &, !, %, @ or {"
    ),
  ])
  func wrongFilesSayWhereAndWhat(extra: String, expected: String) {
    #expect(problems(with(extra)).first == "p.yaml:" + expected)
  }

  @Test(arguments: [
    (
      "sink: {parquet: {to: ./lake}}",
      "1:1: “source” is missing; write “source: {directory: ./inbox}”, or one of s3-events, s3-list, http-index, sqs"
    ),
    (
      "source: {}\nsink: {parquet: {to: ./lake}}",
      "1:9: “source.directory” is missing; write it as in “directory: ./inbox”"
    ),
    ("source: {directory: a}", "1:1: “sink” is missing; write “sink: {parquet: {to: ./lake/events}}”"),
    (
      "source: {directory: a}\nsink: {}",
      "2:7: “sink” is empty; write one of parquet, results, archive, converted, webhook, queue, as in “parquet: {to: ./lake/events}”"
    ),
    (
      "source: {directory: a}\nsink: {queue: {}}",
      "2:15: “sink.queue.to” is missing; write it as in “to: sqs:records”"
    ),
    (
      "source: {directory: a}\nsink: {queue: {to: sqs:q, message-size: 2MiB}}",
      "2:41: “sink.queue.message-size”: “2MiB” is not auto, or a size from 1KiB to 1MiB"
    ),
    (
      "source: {directory: a}\nsink: {queue: {to: sqs:q, group: {expression: id}}}",
      "2:34: “sink.queue.group” is for FIFO queues, whose names end in “.fifo”; sqs:q keeps no order"
    ),
    (
      "source: {directory: a}\nsink: {queue: {to: sqs:q, oversize: {claim-check: ./a/b}}}",
      "2:51: “sink.queue.oversize.claim-check” lies in the source folder /w/a, so what is written there would be read again; "
        + "put it beside the folder"
    ),
    (
      "source: {directory: a, sqs: {queue: sqs:q}}\nsink: {parquet: {to: b}}",
      "1:9: “source” holds directory and sqs; a pipeline has one source: keep one of them"
    ),
    (
      "source: {sqs: {}}\nsink: {archive: {to: b}}",
      "1:15: “source.sqs.queue” is missing; write it as in “queue: sqs:my-queue”"
    ),
    (
      "source: {s3-events: {queue: sqs:q}}\nsink: {archive: {to: b}}",
      "2:17: “sink.archive” takes messages, but “source.s3-events” hands out objects; write “source: {sqs: {queue: …}}”"
    ),
    (
      "source: {sqs: {queue: sqs:q}}\nsink: {converted: {to: b}}",
      "2:19: “source.sqs” hands out messages, which “sink.archive”, “results” and “webhook” take; “sink.converted” takes "
        + "objects: write “sink: {archive: {to: …}}”, or “source: {s3-events: {queue: …}}” if the messages are events of S3"
    ),
    (
      "source: {directory: a}\nsink: {converted: {to: b, as: ndjson, compression: snappy}}",
      "2:52: “sink.converted.compression” of “as: ndjson” is one of none, gzip and zstd"
    ),
    (
      "source: {directory: a}\nsink: {converted: {to: b, as: ndjson, columns: inferred}}",
      "2:48: “sink.converted.columns” is for “as: parquet”; text keeps the columns of its input. Leave it out"
    ),
    (
      "source: {directory: a}\nsink: {converted: {to: b, as: csv}}",
      "2:31: “sink.converted.as: csv” keeps the columns of CSV; write “format: csv”, or “as: ndjson” or “as: parquet”"
    ),
    (
      "source: {sqs: {queue: sqs:q}}\nsink: {webhook: {url: ftp://x}}",
      "2:23: “sink.webhook.url”: “ftp://x” is not a URL that begins with https:// or http://"
    ),
    (
      "source: {sqs: {queue: sqs:q}}\nsink: {webhook: {url: http://x, headers: {\"a b\": c}}}",
      "2:50: “sink.webhook.headers” holds a name that no header can have"
    ),
    (
      "source: {sqs: {queue: sqs:q, dead-letter: q.sqlite#d}}\nsink: {archive: {to: b}}",
      "1:43: “source.sqs.dead-letter” must be where the queue is, on SQS, in the same account and region"
    ),
    (
      "source: {directory: a}\nsink: {results: {to: b}}\nnotify: {topic: q.sqlite#t, queues: [other.sqlite#q]}",
      "3:38: “notify.queues”: sqlite:/w/other.sqlite#q must be in the topic's file, /w/q.sqlite"
    ),
    (
      "source: {s3-list: {from: s3://bucket/in}}\nsink: {parquet: {to: s3://bucket/in/out}}",
      "2:22: “sink.parquet.to” lies in the source s3://bucket/in, so what is written there would be read again; put it "
        + "beside the source"
    ),
    (
      "source: {http-index: {url: ./folder}}\nsink: {results: {to: b}}",
      "1:28: “source.http-index.url”: “./folder” is not a folder of a web server, as in https://host/folder/"
    ),
    (
      "source: {s3-list: {from: ./bucket}}\nsink: {parquet: {to: b}}",
      "1:26: “source.s3-list.from”: “./bucket” is not a bucket, as in s3://bucket/prefix"
    ),
    (
      "source: {sqs: {queue: sqs:q}}\nsink: {archive: {to: b, batch: {count: 10}}}",
      "2:32: “sink.archive.batch” is for “layout: ndjson” or “layout: parquet”; add that, or leave this out"
    ),
    (
      "source: {directory: a}\nsink: {results: {to: b}}\nprocess: {run: []}",
      "3:16: “process.run” is empty; write a program, as in [./enrich]"
    ),
    (
      "source: {directory: a}\nsink: {results: {to: b}}\nprocess: count",
      "3:10: “process”: “count” is not lines, {run: [./program]} or {type: name}"
    ),
    (
      "source: {directory: a}\nsink: {parquet: {}}",
      "2:17: “sink.parquet.to” is missing; write it as in “to: ./lake/events”"
    ),
    ("", "1:1: the pipeline file must hold keys: \(rootKeys)"),
    (
      "source: {directory: a}\nsink: {parquet: {to: a/out}}",
      "2:22: “sink.parquet.to” lies in the source folder /w/a, so what is written there would be read again; "
        + "put it beside the folder"
    ),
    (
      "source: {directory: a}\nsink: {parquet: {to: b, partition: date}}\nchecks: {name: any}",
      "2:36: “sink.parquet.partition: date” needs the date in the file's name, but “checks.name” has none; "
        + "write “checks: {name: \"yyyy-mm-dd-*\"}”, a regex with a group named “date”, or “partition: none”"
    ),
    (
      "source: {directory: a, match: \"[a\"}\nsink: {parquet: {to: b}}",
      "1:31: “source.match”: “[a” is not a pattern: its “[” is not closed; write “]” after the set, or “\\[” for a "
        + "bracket itself"
    ),
    (
      "source: {directory: a, recursive: maybe}\nsink: {parquet: {to: b}}",
      "1:35: “source.recursive”: “maybe” is not true or false"
    ),
    (
      "source: {directory: a}\nsink: {parquet: {to: b, columns: typed}}",
      "2:34: “sink.parquet.columns”: “typed” is not strings, inferred, or a mapping of names to types, as in "
        + "{id: string, amount: double}"
    ),
    (
      "source: {directory: a}\nsink: {parquet: {to: b, columns: {_rescued: string}}}",
      "2:45: “_rescued” is the column of what does not fit; give this one another name"
    ),
    (
      "source: {directory: a}\nsink: {parquet: {to: b, columns: {n: int65}}}",
      "2:38: “sink.parquet.columns.n”: there is no type \"int65\"; the types are string, json, int32, int64, double, "
        + "boolean, timestamp, local-timestamp, date, uuid, decimal(precision,scale), list<type>, map<type>, "
        + "struct<name: type, …> (character 1 of \"int65\")"
    ),
    (
      "source: {directory: a}\nsink: {parquet: {to: b, batch: {size: 0}}}",
      "2:39: “sink.parquet.batch.size”: “0” is not a size of at least 1B, such as 64MiB or 1GB"
    ),
  ])
  func wrongSourcesAndSinks(text: String, expected: String) {
    #expect(problems(text).first == "p.yaml:" + expected)
  }

  @Test func everyProblemIsReportedAtOnceInTheOrderOfLines() {
    let text = """
      source: {directory: ./inbox, settle: soon}
      sink: {parquet: {to: ./inbox/out, compression: lzma}}
      formt: ndjson
      """
    let lines = problems(text)
    #expect(lines.count == 4)
    #expect(lines.map { $0.prefix(9) } == ["p.yaml:1:", "p.yaml:2:", "p.yaml:2:", "p.yaml:3:"])
  }

  @Test func aFileThatIsNotThereIsAnError() {
    #expect {
      try PipelineConfiguration.load(path: "/nowhere/p.yaml", environment: [:])
    } throws: { error in
      "\(error)".hasPrefix("/nowhere/p.yaml: the pipeline file cannot be read: ")
    }
  }
}
