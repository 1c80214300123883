extension PipelineTemplate {
  /// Messages of a queue, kept as objects.
  static let archiveQueueText = """
    # Queue → objects. `millrace run pipeline.yaml` runs it, `millrace validate pipeline.yaml` checks it.
    # Relative paths are relative to this file. ${NAME} and ${NAME:-default} come from the environment.
    # Lines that begin with “#” before a key show its default, or what may stand there on AWS.
    #
    # On AWS this job needs no file at all: `millrace run archive-queue` reads AWS_REGION, SQS_QUEUE_URL, S3_BUCKET_NAME and
    # S3_PREFIX from the environment.

    pipeline: archive-queue

    source:
      sqs:
        queue: sqlite:./state/queues.sqlite#messages   # on AWS: sqs:my-queue, its URL, or its ARN
        # messages-in-hand: 1000     # received and not yet archived
        # bytes-in-hand: 64MiB
        # receivers: 16              # calls that wait for messages at the same time, when much comes

    sink:
      archive:
        to: ./archive                # on AWS: s3://my-bucket/archive
        layout: objects              # one JSON object a message, at YYYY/MM/DD/HH/<message-id>.json
        # layout: ndjson             # or many messages in one object, as lines, or as rows with: parquet
        # batch: {size: 64MB, count: 10000, age: 1m}   # when an object of many messages is closed

    # shutdown-deadline: 30s         # how long SIGTERM lets uploads go on before messages are given back
    # health: {port: 8080}           # /health, /ready and /metrics over HTTP

    """
}
