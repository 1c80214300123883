extension PipelineTemplate {
  /// Files or objects through a step, one result each.
  static let processObjectsText = """
    # Objects → a step → results. `millrace run pipeline.yaml` runs it, `millrace validate pipeline.yaml` checks it.
    # Relative paths are relative to this file. ${NAME} and ${NAME:-default} come from the environment.
    # Lines that begin with “#” before a key show its default, or what may stand there on AWS.

    # The name under which this pipeline is kept apart from others.
    pipeline: process-objects

    source:
      directory: ./inbox             # read with all folders below it; never written to
      match: "*"                     # which files; one pattern or a list
      # settle: 2s                   # a file is taken when it has not changed for so long
      # On AWS, in place of the above: the objects that events on a queue tell of.
      # s3-events: {queue: sqs:my-events, match: "*"}
      # Or all that a bucket holds, listed again every five minutes:
      # s3-list: {from: s3://my-bucket/my-prefix, match: "*", poll: 5m}

    checks:
      size: {min: 1B, max: 5GB}      # as stored; what is outside goes to quarantine
      name: any                      # or "yyyy-mm-dd-*", or {regex: "(?<date>\\\\d{8})_.*"}

    # What is done with each object. gzip and zstd are recognized from the bytes and inflated.
    process: lines                   # counts: line_count, byte_size, processed_at
    # process: {run: [./enrich], each: object, timeout: 5m}  # a program: the object on its standard input, JSON on its output
    # process: {run: [./enrich], each: line}                 # the same, started once: a line in, a line out
    # process: {type: my-step}                               # a Swift type of your own: see examples/ in the repository
    # pipelines: 8                   # objects that are processed at the same time

    sink:
      results:
        to: ./results                # on AWS: s3://my-bucket/results

    ledger: ./state/millrace.sqlite  # what is known of every object of a folder or list; events need none
    quarantine: ./quarantine         # on AWS: s3://my-bucket/quarantine

    # prefetch: {bytes: 128MiB}      # what may be read ahead
    # attempts: 5                    # how often an object is tried
    # shutdown-deadline: 30s         # how long SIGTERM lets a step go on before its message is given back
    # health: {port: 8080}           # /health, /ready and /metrics over HTTP

    """
}
