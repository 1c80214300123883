extension PipelineTemplate {
  /// The records of files, as messages of a queue.
  static let loadDirectoryText = """
    # Files → messages of a queue. `millrace run pipeline.yaml` runs it, `millrace validate pipeline.yaml` checks it.
    # Relative paths are relative to this file. ${NAME} and ${NAME:-default} come from the environment.
    # Lines that begin with “#” before a key show its default, or what may stand there on AWS.

    # The name under which the ledger keeps this pipeline's files. Keep it: another name begins anew.
    pipeline: load-directory

    source:
      directory: ./inbox             # read with all folders below it; never written to
      match: "*.{ndjson,jsonl,json}{,.gz,.zst}"  # which files; one pattern or a list
      # recursive: true              # folders within the folder, too
      # follow-links: false          # symbolic links
      # settle: 2s                   # a file is taken when it has not changed for so long
      # poll: 1s                     # pause between two looks at the folder
      # In place of the above: all that a bucket holds, listed again every five minutes.
      # s3-list: {from: s3://my-bucket/my-prefix, match: "*.json*", poll: 5m}
      # Or what a queue tells of, as objects come; its messages are deleted once what they tell of is loaded.
      # s3-events: {queue: sqs:my-events, match: "*.json*"}

    format: auto                     # lines, an array or documents, by the content; or json, ndjson
    # junk: default                  # left out before and between records: BOM, // and # lines, /* comments */ and )]}'
    # line-limit: 64MiB              # longer records are bad records
    # inflated-limit: none           # the most that one compressed file may inflate to
    # inflation-ratio: 1000          # the most bytes that one compressed byte may inflate to

    sink:
      queue:
        to: sqlite:./state/queues.sqlite#records   # on AWS: sqs:records, its URL, or its ARN
        layout: ndjson               # several records a message, one a line; or array; or single: one record a message
        # message-size: auto         # what the queue is set to; or a size
        # in-flight: 64              # batches of up to ten messages; a process that dies repeats no more than those
        # group: file                # on FIFO queues, what keeps its order; or {expression: "customer.id"}
        oversize: quarantine         # records that no message can hold; or {claim-check: s3://my-bucket/large}
        # forbidden: escape          # characters that SQS refuses; or quarantine

    # Bad records go to quarantine. A file with more of them than this goes there as a whole: 50%, 1000, or none.
    # bad-records: {limit: 50%}

    # Which files are done, and how far large ones are; losing it means sending again. For several machines: dynamodb:my-table,
    # or redis://my-host#my-ledger
    ledger: ./state/millrace.sqlite
    quarantine: ./quarantine         # on AWS: s3://my-bucket/quarantine

    # pipelines: 8                   # files that are read at the same time
    # prefetch: {bytes: 128MiB}      # what may be read ahead, or wait to be sent
    # attempts: 5                    # how often a file, or a call of the queue, is tried
    # shutdown-deadline: 30s         # how long SIGTERM lets messages under way be answered for
    # health: {port: 8080}           # /health, /ready and /metrics over HTTP

    """
}
