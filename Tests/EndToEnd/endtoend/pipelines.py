"""Pipeline files of the tests."""

import json


def parquet(queue, lake, ledger, batch="{size: 200kB, age: 1s}", extra="", name="end-to-end", names="any"):
    """ndjson-to-parquet on S3. Places hold addresses; all state but the ledger lies in the lake's bucket."""
    return f"""\
pipeline: {name}
source: {{s3-events: {{queue: {json.dumps(queue)}, match: "*"}}}}
checks: {{size: {{min: 1B, max: 50MB}}, name: {names}}}
sink:
  parquet:
    to: s3://{lake}/events
    partition: {"none" if names == "any" else "date"}
    row-group: 100kB
    batch: {batch}
ledger: {json.dumps(ledger)}
manifests: s3://{lake}/manifests
quarantine: s3://{lake}/quarantine
shutdown-deadline: 10s
{extra}"""


def process(queue, results, process="lines", extra=""):
    """process-objects."""
    return f"""\
pipeline: end-to-end-process
source: {{s3-events: {{queue: {json.dumps(queue)}, match: "*"}}}}
checks: {{name: any}}
process: {process}
sink: {{results: {{to: s3://{results}/results}}}}
quarantine: s3://{results}/quarantine
shutdown-deadline: 10s
{extra}"""


def archive(queue, bucket, layout, batch="{size: 1MB, count: 100, age: 1s}", extra=""):
    """archive-queue."""
    batched = "" if layout == "objects" else f", batch: {batch}"
    return f"""\
pipeline: end-to-end-archive
source: {{sqs: {{queue: {json.dumps(queue)}}}}}
sink: {{archive: {{to: s3://{bucket}/{layout}, layout: {layout}{batched}}}}}
shutdown-deadline: 10s
{extra}"""


def load(source, queue, ledger, layout="ndjson", in_flight=4, queue_extra="", extra=""):
    """load-directory: what is English of what lies there, two fields of it, to a queue."""
    return f"""\
pipeline: end-to-end-load
source: {source}
format: auto
transforms:
  - where: "lang == 'en'"
  - select: "{{id: id, text: text}}"
sink:
  queue:
    to: {json.dumps(queue)}
    layout: {layout}
    message-size: 16KiB
    in-flight: {in_flight}
    forbidden: escape
{queue_extra}bad-records: {{limit: none}}
ledger: {json.dumps(ledger)}
attempts: 50
shutdown-deadline: 5s
{extra}"""


def csv_to_topic(queue, outputs, topic, form, more, attempts):
    """csv-to-topic, the first pipeline."""
    details = f", {more}" if more else ""
    return f"""\
pipeline: end-to-end-topic
source: {{s3-events: {{queue: {json.dumps(queue)}, match: "*"}}}}
format: csv
sink: {{converted: {{to: s3://{outputs}/processed, as: {form}{details}}}}}
notify: {{topic: {json.dumps(topic)}}}
attempts: {attempts}
ledger: ./first.sqlite
quarantine: s3://{outputs}/quarantine
shutdown-deadline: 10s
"""


def topic_results(queue, outputs):
    """csv-to-topic, the second pipeline: what a program makes of each message."""
    return f"""\
pipeline: end-to-end-consumer
source: {{sqs: {{queue: {json.dumps(queue)}}}}}
process: {{run: [cat]}}
sink: {{results: {{to: s3://{outputs}/results}}}}
ledger: ./second.sqlite
quarantine: s3://{outputs}/quarantine
shutdown-deadline: 10s
"""


def topic_webhook(queue, url):
    """A pipeline that posts each message."""
    return f"""\
pipeline: end-to-end-webhook
source: {{sqs: {{queue: {json.dumps(queue)}}}}}
sink: {{webhook: {{url: {json.dumps(url)}, timeout: 5s, headers: {{Authorization: "Bearer end-to-end"}}}}}}
ledger: ./third.sqlite
quarantine: ./quarantine
shutdown-deadline: 10s
"""
