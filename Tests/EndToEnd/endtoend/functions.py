"""Packaged functions under AWS's emulator of the Lambda runtime, with S3 over HTTP."""

import json
import os
import pathlib
import signal
import statistics
import threading
import time

from . import emulator, events, function_chain, messages, millrace
from .report import Report
from .setting import opened

#: What events of the corpora come to. Objects have the keys that the events name; those refused are named with a word of the
#: reason.
TAKEN = {
    "s3-event.json": "results", "s3-event-with-decoded.json": "results", "s3-glacier-event.json": "nothing",
    "s3-intelligenttier-event.json": "nothing", "s3-lifecycle-event.json": "nothing", "s3-replication-event.json": "nothing",
    "s3-restore-event.json": "nothing", "s3-batch-job-event-request-1.0.json": "results",
    "s3-batch-job-event-request-2.0.json": "results",
}
REFUSED = {
    "kinesis-firehose-event.json": "Firehose", "s3-object-lambda-event-get-object-iam.json": "Object Lambda",
    "s3-object-lambda-event-list-objects-v2-iam.json": "Object Lambda",
    "s3-object-lambda-event-head-object-iam.json": "Object Lambda",
    "s3-object-lambda-event-get-object-assumed-role.json": "Object Lambda",
}


def run(options):
    path = emulator.program()
    if path is None:
        print("lambda: SKIPPED, since the emulator could not be had", flush=True)
        return True
    kinds = ["moto", "test"] if options.server == "both" else [options.server]
    return all([one(kind, options, path) for kind in kinds])


def one(kind, options, path):
    report = Report(f"lambda on {kind}", options.seed)
    with opened(kind, options, report) as setting:
        process_objects(setting, path)
        corpora(setting, path)
        archive(setting, path)
        parquet(setting, path)
        listing(setting, path)
        loading(setting, path)
        function_chain.run(setting, path)
        starts(setting)
    return report.end()


# Settings


def results_pipeline(bucket, timeout="5m", extra=""):
    return f"""\
pipeline: function
source: {{s3-events: {{queue: "sqs:unused", match: "*"}}}}
process: {{run: [./step], each: object, timeout: {timeout}}}
sink: {{results: {{to: "s3://{bucket}/results"}}}}
quarantine: s3://{bucket}/quarantine
shutdown-deadline: 1s
{extra}"""


def put(setting, bucket, objects):
    """Puts objects and returns (key, size, etag) for events of them."""
    facts = {}
    for key, content in objects.items():
        etag = setting.cloud.s3.put_object(Bucket=bucket, Key=key, Body=content)["ETag"].strip('"')
        facts[key] = (key, len(content), etag, "0055AED6DCD90281E5")
    return facts


# Tests


def process_objects(setting, path):
    """Partial failures, orders, time, crashes."""
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket("fn-in"), aws.bucket("fn-out")
    texts = {"a": b"fine", "b": b"poison", "c": b"fine", "d": b"abort", "e": b"slow", "f": b"fine", "red flower.txt": b"fine"}
    facts = put(setting, inputs, texts)
    code, said = emulator.packaged(setting, "process", results_pipeline(outputs))
    report.say("\n" + said.strip())

    def event(key):
        return events.direct(inputs, facts[key])

    with emulator.Emulator(path, code, setting.server.environment(), seconds=6) as function:
        # Each wrapping that S3 events come in, in one batch; two of them cannot be done, and one is no event.
        batch = [
            ("a", event("a")), ("b", event("b")), ("c", events.by_topic(event("c"))), ("d", event("d")),
            ("f", events.by_event_bus(inputs, *facts["f"])), ("r", event("red flower.txt")), ("x", "no event"),
            ("t", events.test(inputs)),
        ]
        status, answer = function.invoke(emulator.sqs(batch))
        report.check(status == 200 and emulator.failures(answer) == ["b", "d", "x"], f"partial failures: {status} {answer}")
        done = {key.removeprefix("results/") for key in aws.keys(outputs, "results/")}
        report.check(len(done) == 4, f"results of a partial batch: {sorted(done)}")

        status, answer = function.invoke(emulator.sqs([("1", event("a")), ("2", event("b")), ("3", event("c"))], group="g"))
        report.check(emulator.failures(answer) == ["2", "3"], f"FIFO: {answer}")

        for name, call in {
            "S3": event("a"), "EventBridge": events.by_event_bus(inputs, *facts["f"]),
            "SNS": {"Records": [{"EventSource": "aws:sns", "Sns": events.by_topic(event("c"))}]}, "schedule": {},
        }.items():
            status, answer = function.invoke(call)
            report.check(status == 200 and "errorType" not in answer, f"{name}: {answer}")
        status, answer = function.invoke(events.direct(inputs, facts["a"], facts["b"]))
        report.check(
            answer.get("errorType") == "Millrace.Incomplete" and "poisoned" in answer["errorMessage"], f"S3, poisoned: {answer}")

        began = time.monotonic()
        status, answer = function.invoke(emulator.sqs([("e", event("e")), ("a", event("a"))]))
        seconds = time.monotonic() - began
        report.check(
            emulator.failures(answer) == ["e"] and seconds < 6, f"time over: {answer} after {seconds:.1f} s of 6")
        report.say(f"a step of 60 s in a function of 6 s: reported failed after {seconds:.2f} s, the rest is done")
        status, answer = function.invoke(emulator.sqs([("a", event("a"))]))
        report.check(emulator.failures(answer) == [], f"after a call whose time was over: {answer}")
        crash(setting, function, event)


def crash(setting, function, event):
    """The runtime is killed in the middle of a call; the next call starts it again."""
    report = setting.report
    answers = []
    caller = threading.Thread(target=lambda: answers.append(function.invoke(emulator.sqs([("e", event("e"))]))))
    caller.start()
    time.sleep(1)
    for pid in function.runtime():
        os.kill(pid, signal.SIGKILL)
    caller.join(30)
    report.check(answers and answers[0][0] != 200 or "errorType" in str(answers), f"a crash was answered with {answers}")
    status, answer = function.invoke(emulator.sqs([("a", event("a")), ("b", event("b"))]))
    report.check(emulator.failures(answer) == ["b"], f"after a crash: {status} {answer}")
    report.say(f"killed in a call: {answers[0][0] if answers else '-'}; the next call is answered as ever")


def corpora(setting, path):
    """The events of the corpora, with objects under the keys that they name."""
    folder = pathlib.Path(os.environ.get("MILLRACE_CORPORA", millrace.ROOT.parent / "shared/corpora")) / "events"
    if not folder.is_dir():
        return setting.report.say("the corpora are not on this machine; their events are SKIPPED")
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket("corpora-in"), aws.bucket("corpora-out")
    code, _ = emulator.packaged(setting, "corpora", results_pipeline(outputs))
    with emulator.Emulator(path, code, setting.server.environment()) as function:
        for name, expected in TAKEN.items():
            before = len(aws.keys(outputs))
            status, answer = function.invoke(localized(setting, json.loads((folder / name).read_text()), inputs))
            made = len(aws.keys(outputs)) - before
            isDone = "errorType" not in answer and all(
                task["resultCode"] == "Succeeded" for task in answer.get("results", []))
            report.check(status == 200 and isDone, f"{name}: {status} {answer}")
            report.check((made > 0) == (expected == "results"), f"{name} has made {made} results")
        for name, word in REFUSED.items():
            status, answer = function.invoke((folder / name).read_bytes())
            report.check(
                answer.get("errorType") == "Millrace.UnsupportedEvent" and word in answer["errorMessage"], f"{name}: {answer}")
        for name in ("sns-event.json", "cloudwatch-alarm-sns-payload-single-metric.json"):
            status, answer = function.invoke((folder / name).read_bytes())
            report.check(answer.get("errorType") == "Millrace.Incomplete", f"{name} is no event of S3: {answer}")
        status, answer = function.invoke((folder / "sqs-event.json").read_bytes())
        report.check(emulator.failures(answer) == ["MessageID_1"], f"sqs-event.json is no event of S3: {answer}")
    report.say(f"{len(TAKEN)} events of the corpora taken, {len(REFUSED)} refused, 3 that tell of no object reported")


def localized(setting, event, bucket):
    """The event with its objects in a bucket of ours, and their real sizes and ETags."""
    for record in event.get("Records", []):
        entry = record["s3"]["object"]
        key = entry.get("urlDecodedKey") or events.urllib.parse.unquote_plus(entry["key"])
        (_, entry["size"], entry["eTag"], _), = put(setting, bucket, {key: f"fine {bucket} {time.monotonic_ns()}".encode()}).values()
        record["s3"]["bucket"]["name"] = bucket
        entry.pop("sequencer", None)
        entry.pop("versionId", None)
    for number, task in enumerate(event.get("tasks", [])):
        task["s3Key"] = f"{event['invocationSchemaVersion']}/{number}"
        put(setting, bucket, {task["s3Key"]: b"fine"})
        task.update({"s3BucketArn": f"arn:aws:s3:::{bucket}"} if "s3BucketArn" in task else {"s3Bucket": bucket})
        task["s3VersionId"] = None
    return event


def archive(setting, path):
    """Messages as they are, one object each; killed in the middle, and again."""
    report, aws = setting.report, setting.cloud
    bucket = aws.bucket("fn-archive")
    code, _ = emulator.packaged(
        setting, "archive", f'source: {{sqs: {{queue: "sqs:unused"}}}}\nsink: {{archive: {{to: "s3://{bucket}/messages"}}}}\n')
    messages = [(f"message-{number}", json.dumps({"n": number})) for number in range(2_000)]
    with emulator.Emulator(path, code, setting.server.environment(), seconds=60) as function:
        answers = []
        caller = threading.Thread(target=lambda: answers.append(function.invoke(emulator.sqs(messages))))
        caller.start()
        while not aws.s3.list_objects_v2(Bucket=bucket, MaxKeys=1).get("KeyCount"):
            time.sleep(0.01)
        for pid in function.runtime():
            os.kill(pid, signal.SIGKILL)
        caller.join(60)
        before = len(aws.keys(bucket))
        status, answer = function.invoke(emulator.sqs(messages))
        report.check(emulator.failures(answer) == [], f"archive after a crash: {str(answer)[:300]}")
    names = [key.rsplit("/", 1)[1].removesuffix(".json") for key in aws.keys(bucket)]
    report.same("messages", [identity for identity, _ in messages], names)
    report.check(before < len(messages), "the function was killed too late to prove anything")
    report.say(f"archive: killed with {before} of {len(messages)} messages written; all are there, once, after the next call")


def parquet(setting, path):
    """Manifests: what is ripe at once, the rest by a schedule."""
    report, aws = setting.report, setting.cloud
    inputs, lake = aws.bucket("fn-parquet-in"), aws.bucket("fn-lake")
    ledger = "dynamodb:functions" if setting.server.has_tables else str(setting.folder / "functions.sqlite")
    code, _ = emulator.packaged(setting, "parquet", f"""\
pipeline: parquet-function
source: {{s3-events: {{queue: "sqs:unused", match: "*"}}}}
checks: {{name: any}}
sink: {{parquet: {{to: "s3://{lake}/events", batch: {{size: 200B, age: 3s}}}}}}
ledger: {json.dumps(ledger)}
manifests: s3://{lake}/manifests
quarantine: s3://{lake}/quarantine
""")
    facts = put(setting, inputs, {f"{n}.ndjson": b'{"n":%d}\n' % n * 10 for n in range(5)})
    with emulator.Emulator(path, code, setting.server.environment(), seconds=20) as function:
        def outputs():
            return len(aws.keys(lake, "events/"))
        for key in ["0.ndjson", "1.ndjson"]:
            status, answer = function.invoke(emulator.sqs([(key, events.direct(inputs, facts[key]))]))
            report.check(emulator.failures(answer) == [], f"parquet: {answer}")
        report.check(outputs() == 0, "a batch was converted before it was ripe")
        status, answer = function.invoke(emulator.sqs([(key, events.direct(inputs, facts[key])) for key in list(facts)[2:]]))
        report.check(emulator.failures(answer) == [] and outputs() >= 1, f"a full batch: {answer}, {outputs()} outputs")
        time.sleep(3.2)
        status, answer = function.invoke({"detail-type": "Scheduled Event", "source": "aws.events", "detail": {}})
        total = outputs()
        status, again = function.invoke({})
        report.check("errorType" not in answer and again.get("files") == 0 and outputs() == total, f"{answer}, then {again}")
    report.say(f"parquet: {len(facts)} objects in {total} outputs, by size at once and by age with a schedule")


def listing(setting, path):
    """A source that is looked through, called by a schedule."""
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket("fn-list-in"), aws.bucket("fn-list-out")
    put(setting, inputs, {f"{n}.txt": b"fine" for n in range(20)})
    pipeline = results_pipeline(outputs).replace(
        'source: {s3-events: {queue: "sqs:unused", match: "*"}}', f'source: {{s3-list: {{from: "s3://{inputs}"}}}}')
    code, _ = emulator.packaged(setting, "list", pipeline + f"ledger: {json.dumps(str(setting.folder / 'list.sqlite'))}\n")
    with emulator.Emulator(path, code, setting.server.environment(), seconds=20) as function:
        status, answer = function.invoke({"detail-type": "Scheduled Event", "source": "aws.events", "detail": {}})
        report.check(answer.get("files") == 20 and answer.get("ending") == "done", f"listing: {answer}")
        status, answer = function.invoke({})
        report.check(answer.get("files") == 0, f"listing again: {answer}")
        status, answer = function.invoke(events.direct(inputs, ("0.txt", 4, "x", "00")))
        report.check(answer.get("errorType") == "Millrace.UnsupportedEvent", f"an event for a listing: {answer}")


def loading(setting, path):
    """Files that events tell of, into a queue; killed in the middle, and again."""
    report, aws = setting.report, setting.cloud
    inputs, records = aws.bucket("fn-load-in"), aws.queue("fn-records", visibility=600)
    pipeline = f"""\
pipeline: load-function
source: {{s3-events: {{queue: "sqs:unused", match: "*"}}}}
sink: {{queue: {{to: {json.dumps(records)}, layout: single, in-flight: 2}}}}
ledger: {json.dumps(str(setting.folder / "load.sqlite"))}
quarantine: s3://{inputs}-quarantine/load
shutdown-deadline: 1s
"""
    aws.bucket(f"{inputs}-quarantine")
    code, _ = emulator.packaged(setting, "load", pipeline)
    lines = [json.dumps({"n": number}) for number in range(10_000)]
    facts = put(setting, inputs, {"small": b'{"n":-1}\n', "large": "\n".join(lines).encode()})
    with emulator.Emulator(path, code, setting.server.environment(), seconds=60) as function:
        missing = events.direct("no-such-bucket", facts["small"])
        batch = [("small", events.direct(inputs, facts["small"])), ("again", events.direct(inputs, facts["small"])),
                 ("missing", missing), ("foreign", "no event")]
        status, answer = function.invoke(emulator.sqs(batch))
        report.check(emulator.failures(answer) == ["missing", "foreign"], f"loading: {status} {answer}")
        caller = threading.Thread(target=function.invoke, args=(emulator.sqs([("large", events.direct(inputs, facts["large"]))]),))
        caller.start()
        while sum(aws.counts(records)) < 500:
            time.sleep(0.01)
        for pid in function.runtime():
            os.kill(pid, signal.SIGKILL)
        caller.join(90)
        before = sum(aws.counts(records))
        check = setting.runner("load-check")
        check.write("load.yaml", pipeline)
        time.sleep(1.1)
        check.json("check", "load.yaml", "--older-than", "1s", "--free")
        status, answer = function.invoke(events.direct(inputs, facts["large"]))
        report.check("errorType" not in answer, f"loading after a kill: {str(answer)[:300]}")
    found = messages.received(aws, records)
    unique = {one.identity: one.body for one in found}
    report.same("records", [*lines, '{"n":-1}'], unique.values())
    report.check(len(found) - len(unique) <= 20, f"{len(found) - len(unique)} repeats; at most 20 may be")
    report.check(before < len(lines), "the function was killed too late to prove anything")
    report.say(f"loading: killed with {before} of {len(lines)} records sent; all are there, {len(found) - len(unique)} of them twice")


def starts(setting):
    """Cold starts, and starts that fail."""
    report = setting.report
    code, said = emulator.packaged(setting, "starts", results_pipeline("anywhere"))
    environment = setting.server.environment()
    emulator.cold_start(code, environment)
    found = [emulator.cold_start(code, environment) for _ in range(5 if setting.options.quick else 15)]
    seconds = sorted(one[0] for one in found)
    is_release = "release" in pathlib.Path(setting.options.binary).parts
    report.say(
        f"cold start, process to first request for an event: median {statistics.median(seconds) * 1000:.0f} ms, best "
        f"{seconds[0] * 1000:.0f}, worst {seconds[-1] * 1000:.0f}, of {len(seconds)}"
        f"{'' if is_release else ' (no release build)'}; {said.strip().splitlines()[-1].strip()}")
    report.check(not is_release or statistics.median(seconds) < 0.1, "a cold start takes more than 100 ms")
    report.check(all(one[1] == 0 and one[2] < 0.5 for one in found), f"SIGTERM: {[one[1:] for one in found]}")

    wrong, _ = emulator.packaged(setting, "wrong", results_pipeline("anywhere") + "nonsense: 1\n")
    status, posts = emulator.failed_start(wrong, environment)
    report.check(
        status == 1 and posts and posts[0][0].endswith("/init/error") and posts[0][1] == "Millrace.PipelineFile"
        and "nonsense" in posts[0][2]["errorMessage"], f"a wrong pipeline file: {status} {posts}")
    nobody = {name: value for name, value in environment.items() if not name.startswith("AWS_ACCESS")}
    status, posts = emulator.failed_start(code, nobody)
    report.check(status == 1 and posts and posts[0][1] == "Millrace.Places", f"no credentials: {status} {posts}")
