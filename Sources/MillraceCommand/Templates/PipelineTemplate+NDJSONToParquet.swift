extension PipelineTemplate {
  /// Files of JSON lines into Parquet.
  static let ndjsonToParquetText = """
    # NDJSON files → Parquet. `millrace run pipeline.yaml` runs it, `millrace validate pipeline.yaml` checks it.
    # Relative paths are relative to this file. ${NAME} and ${NAME:-default} come from the environment.
    # Lines that begin with “#” before a key show its default, or what may stand there on AWS.

    # The name under which the ledger keeps this pipeline's files. Keep it: another name begins anew.
    pipeline: events

    source:
      directory: ./inbox             # read with all folders below it; never written to
      # match: "*.{ndjson,jsonl,json}{,.gz,.zst}"  # which files; one pattern or a list
      # recursive: true              # folders within the folder, too
      # follow-links: false          # symbolic links
      # settle: 2s                   # a file is taken when it has not changed for so long
      # poll: 1s                     # pause between two looks at the folder
      # On AWS, in place of the above: the objects that events on a queue tell of.
      # s3-events: {queue: sqs:my-events, match: "*.ndjson*"}
      # Or all that a bucket holds, listed again every five minutes:
      # s3-list: {from: s3://my-bucket/my-prefix, match: "*.ndjson*", poll: 5m}

    # A file that fails a check is quarantined, with the reason.
    checks:
      size: {min: 1B, max: 5GB}      # as stored
      name: "yyyy-mm-dd-*"           # with the date in it; or {regex: "(?<date>\\\\d{8})_.*"}, or any

    format: ndjson                   # or json: a whole file that is an array of objects, or one object
    # line-limit: 64MiB              # longer records are bad records
    # inflated-limit: none           # the most that one compressed file may inflate to
    # inflation-ratio: 1000          # the most bytes that one compressed byte may inflate to

    # What is done to each record, in this order. Expressions are JMESPath; a program answers each line with a line.
    # transforms:
    #   - where: "lang == 'en'"
    #   - run: [./enrich]
    #   - select: "{id: id, text: text}"

    sink:
      parquet:
        to: ./lake/events            # on AWS: s3://my-lake/events. A file a manifest: date=2026-01-31/<manifest>.parquet
        partition: date              # or none; date needs the date in the file's name
        columns: strings             # or inferred, or a mapping: {id: string, price: "decimal(12,2)"}
        compression: snappy          # or zstd, gzip, none
        # row-group: 64MB            # input bytes for each row group
        batch: {size: 1GB, age: 5m}  # a manifest is closed at this size, or when its oldest file has waited so long

    # Bad records go to quarantine. A file with more of them than this goes there as a whole: 50%, 1000, or none.
    # bad-records: {limit: 50%}

    # Is told of each Parquet file: a topic of SNS, or sqlite:./queues.sqlite#new-files with queues that subscribe to it.
    # notify: {topic: "arn:aws:sns:eu-central-1:123456789012:new-files"}

    # What is known of every file; losing it means converting again. For several machines: dynamodb:my-table, or
    # redis://my-host#my-ledger
    ledger: ./state/millrace.sqlite
    quarantine: ./quarantine         # on AWS: s3://my-lake/quarantine
    # manifests: ./state/manifests   # each plan and its result, for people to read; on AWS: s3://my-lake/manifests
    # manifest-queue: sqs:my-manifests   # tells converters of work, where they run apart: `run --role convert`

    # workers: auto                  # threads that convert; the output does not depend on it
    # attempts: 5                    # how often a manifest is tried
    # shutdown-deadline: 30s         # how long SIGTERM lets a conversion go on before it is given back
    # prefetch: {bytes: 128MiB}      # what may be read ahead of the conversion, from S3
    # health: {port: 8080}           # /health, /ready and /metrics over HTTP

    """
}
