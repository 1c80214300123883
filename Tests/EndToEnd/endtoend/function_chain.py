"""csv-to-topic as two functions: queues, topic and buckets are real endpoints, and what Lambda does with queues is done here."""

import contextlib
import json
import time

from . import emulator, pipelines, topic


class Mapping:
    """An event source mapping: takes messages to the function, and deletes what its answer does not name."""

    def __init__(self, function, aws, url):
        self.function, self.aws, self.url = function, aws, url
        self.calls = self.failed = 0

    def pump(self, until, seconds=60):
        """Calls the function as long as `until` does not hold."""
        deadline = time.monotonic() + seconds
        while not until() and time.monotonic() < deadline:
            answer = self.aws.sqs.receive_message(
                QueueUrl=self.url, MaxNumberOfMessages=10, WaitTimeSeconds=1, MessageAttributeNames=["All"],
                AttributeNames=["All"])
            if messages := answer.get("Messages"):
                self.call(messages)

    def call(self, messages):
        status, answer = self.function.invoke({"Records": [self.record(message) for message in messages]})
        names = emulator.failures(answer)
        self.calls += 1
        if names is None:
            self.failed += len(messages)
            return
        self.failed += len(names)
        done = [message["ReceiptHandle"] for message in messages if message["MessageId"] not in names]
        entries = [{"Id": str(number), "ReceiptHandle": handle} for number, handle in enumerate(done)]
        if entries:
            self.aws.sqs.delete_message_batch(QueueUrl=self.url, Entries=entries)

    def record(self, message):
        def value(attribute):
            found = {"dataType": attribute["DataType"], "stringListValues": [], "binaryListValues": []}
            return {**found, "stringValue": attribute["StringValue"]} if "StringValue" in attribute else found
        return {
            "messageId": message["MessageId"], "receiptHandle": message["ReceiptHandle"], "body": message["Body"],
            "attributes": message.get("Attributes", {}), "eventSource": "aws:sqs", "awsRegion": "eu-central-1",
            "messageAttributes": {name: value(one) for name, one in message.get("MessageAttributes", {}).items()},
        }


def without_ledger(pipeline):
    """As a function has it: what only saves work is left to the default."""
    return "".join(line for line in pipeline.splitlines(True) if not line.startswith("ledger: ./"))


@contextlib.contextmanager
def pair(setting, path, name):
    """Both functions behind their queues."""
    places = topic.Places(setting, name)
    aws, environment = setting.cloud, setting.server.environment()
    for url in (places.queue, places.work["work"]):
        aws.sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "2"})
    first, _ = emulator.packaged(setting, f"{name}-first", without_ledger(places.first()))
    second, _ = emulator.packaged(
        setting, f"{name}-second", without_ledger(pipelines.topic_results(places.work["work"], places.outputs)))
    with emulator.Emulator(path, first, environment, seconds=30) as converts:
        with emulator.Emulator(path, second, environment, seconds=30) as consumes:
            yield places, Mapping(converts, aws, places.queue), Mapping(consumes, aws, places.work["work"])


def run(setting, path):
    """CSV in, Parquet and messages out; one that is poisoned, dies, is mended, and comes back."""
    report, aws = setting.report, setting.cloud
    with pair(setting, path, "chain") as (places, first, second):
        tables = topic.upload(setting, places, 4 if setting.options.quick else 20)
        poison = b"id,n,price,text,day\n" + b'"x"y,1,2,3,4\n' * 20
        aws.put_all(places.uploads, [("2026/poison.csv", poison)])
        first.pump(lambda: aws.counts(places.dead)[0] == 1)
        report.check(aws.counts(places.dead)[0] == 1, f"the poisoned CSV has not died: {aws.counts(places.queue)}")
        second.pump(lambda: len(aws.keys(places.outputs, "results/")) == len(tables))
        report.check(first.failed >= 3, f"the poisoned CSV has failed {first.failed} times")
        mend(setting, places, tables)
        first.pump(lambda: aws.counts(places.queue) == (0, 0, 0))
        second.pump(lambda: len(aws.keys(places.outputs, "results/")) == len(tables))
        notices = [json.loads(content) for content in aws.get_all(places.outputs, "results/").values()]
        topic.check_notices(report, tables, notices)
        topic.check_parquet(setting, places, tables, "chain")
        for url in (places.queue, places.work["work"], places.dead):
            report.check(aws.counts(url) == (0, 0, 0), f"messages are left in {url}: {aws.counts(url)}")
    report.say(
        f"csv-to-topic as two functions: {len(tables)} CSV files, one of them poisoned, dead after {first.failed} attempts, mended "
        f"and back by redrive; {first.calls} and {second.calls} calls, {len(notices)} messages consumed")


def mend(setting, places, tables):
    """Puts a good CSV in the place of the poisoned one, of which only the dead message tells, and moves that back."""
    aws = setting.cloud
    aws.s3.put_bucket_notification_configuration(Bucket=places.uploads, NotificationConfiguration={})
    mended, rows = topic.table(900, 40, setting.random)
    aws.put_all(places.uploads, [("2026/poison.csv", mended)])
    tables["2026/poison.csv"] = (mended, rows)
    program = setting.runner("redrive")
    program.write("pipeline.yaml", places.first())
    _, moved = program.json("redrive", "pipeline.yaml", "--yes")
    setting.report.check(moved.get("moved") == 1, f"redrive: {moved}")
