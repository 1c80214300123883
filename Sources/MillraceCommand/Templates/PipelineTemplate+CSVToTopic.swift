extension PipelineTemplate {
  /// CSV files into Parquet, with a message to a topic for each.
  static let csvToTopicText = """
    # CSV files → Parquet → a message to a topic; consumer.yaml works on the messages.
    # `millrace run csv-to-topic.yaml` runs it, `millrace validate csv-to-topic.yaml` checks it.
    # Relative paths are relative to this file. ${NAME} and ${NAME:-default} come from the environment.
    # Lines that begin with “#” before a key show its default, or what may stand there on AWS.

    # The name under which the ledger keeps what is done. Keep it: another name begins anew.
    pipeline: csv-to-topic

    source:
      directory: ./inbox             # read with all folders below it; never written to
      # settle: 2s                   # a file is taken when it has not changed for so long
      # poll: 1s                     # pause between two looks at the folder
      # On AWS, in place of the above: the objects that events on a queue tell of. What fails `attempts` times goes to the
      # queue's dead-letter queue, and comes back by `millrace redrive csv-to-topic.yaml`.
      # s3-events: {queue: sqs:my-uploads, dead-letter: sqs:my-uploads-dead, match: "*.csv*"}

    format: csv                      # or {csv: {delimiter: ";"}}, ndjson, json
    # checks:                        # a file that fails a check goes to quarantine, with the reason
    #   size: {min: 1B, max: 5GB}
    #   name: any

    sink:
      converted:
        to: ./processed              # on AWS: s3://my-bucket/processed. An output a file: NAME.<hash of its version>.parquet
        as: parquet                  # or ndjson, or csv: cleaned, as RFC 4180 has it
        columns: inferred            # or strings, or a mapping: {id: string, price: "decimal(12,2)"}
        # compression: snappy        # or zstd, gzip, none; for text none, gzip, zstd
        # row-group: 64MB            # input bytes for each row group

    # One message for each output, once that is durable: what it is, how many rows, which columns.
    notify:
      topic: sqlite:./state/queues.sqlite#processed         # on AWS: sns:my-topic, or its ARN
      queues: [sqlite:./state/queues.sqlite#processed]      # subscribe to it; on AWS subscribe them to the topic there
      # failures: false              # a message with the status “failed”, too, when a file is given up

    # Bad records go to quarantine. A file with more of them than this has failed: 50%, 1000, or none.
    # bad-records: {limit: 50%}
    # attempts: 5                    # how often a file is tried: then quarantine, or the dead-letter queue

    ledger: ./state/csv-to-topic.sqlite   # for several machines: dynamodb:my-table, or redis://my-host#my-ledger
    quarantine: ./quarantine         # on AWS: s3://my-bucket/quarantine

    # pipelines: 4                   # files that are converted at the same time
    # workers: auto                  # threads that convert one
    # prefetch: {bytes: 128MiB}      # what may be read ahead of the conversions
    # shutdown-deadline: 30s         # how long SIGTERM lets a conversion go on before it is given back
    # health: {port: 8080}           # /health, /ready and /metrics over HTTP

    """

  /// The second pipeline: what is done with each message.
  static let consumerText = """
    # Messages → a step → results: the second half of csv-to-topic.yaml. `millrace run consumer.yaml` runs it.

    pipeline: consumer

    source:
      sqs:
        queue: sqlite:./state/queues.sqlite#processed             # on AWS: sqs:my-processed
        dead-letter: sqlite:./state/queues.sqlite#processed-dead  # takes what failed `attempts` times
        # messages-in-hand: 1000     # received and not yet done
        # bytes-in-hand: 64MiB
        # receivers: 16              # calls that wait for messages at the same time, when much comes

    # What is done with each message. What SNS has put around it is taken off first. A message that comes again under the
    # same millrace-id is dropped.
    process: {run: [cat]}            # a program: the message on its standard input, its result on standard output
    # process: {run: [./on-upload], each: object, timeout: 5m}
    # process: {type: my-step}       # a Swift type of your own: see examples/ in the repository

    sink:
      results:
        to: ./results                # on AWS: s3://my-bucket/results. A result a message: <millrace-id>.json
      # Or, in place of results and process: each message is posted to an endpoint. 2xx means done; what may pass (408, 425,
      # 429, 5xx, no answer) is tried again; anything else fails until the message is dead.
      # webhook: {url: "https://example.com/hook", timeout: 30s, retries: 4, headers: {Authorization: "Bearer ${TOKEN}"}}

    ledger: ./state/consumer.sqlite
    quarantine: ./quarantine
    # attempts: 5                    # how often a message is tried: then the dead-letter queue, or quarantine
    # pipelines: 8                   # messages that are worked on at the same time
    # shutdown-deadline: 30s
    # health: {port: 8080}

    """
}
