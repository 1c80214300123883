"""SIGTERM under load."""

import json
import time

from . import millrace, pipelines
from .report import Report
from .setting import opened

#: shutdown-deadline of the pipelines, in seconds, and what a process may take beyond it to end.
DEADLINE, ALLOWANCE = 10, 3


def run(options):
    kinds = ["moto", "test"] if options.server == "both" else [options.server]
    return all([one(kind, options) for kind in kinds])


def one(kind, options):
    report = Report(f"sigterm on {kind}", options.seed)
    with opened(kind, options, report) as setting:
        archive(setting, options.count or {"moto": 400, "test": 5_000 if options.quick else 100_000}[kind])
        process(setting)
    return report.end()


def archive(setting, count):
    """In the middle of a full queue."""
    report, aws = setting.report, setting.cloud
    queue, bucket = aws.queue("term", visibility=300, receives=5), aws.bucket("term-archive")
    sent = aws.send(queue, [json.dumps({"n": n}) for n in range(count)])
    program = setting.runner("archive")
    program.write("pipeline.yaml", pipelines.archive(queue, bucket, "objects"))
    running = program.start("run", "pipeline.yaml")
    deadline = time.monotonic() + 60
    while not aws.s3.list_objects_v2(Bucket=bucket, MaxKeys=1).get("KeyCount") and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(setting.random.uniform(0, 0.2))
    code, seconds = millrace.stop(running)
    visible, in_flight, _ = aws.counts(queue)
    archived = {key.rsplit("/", 1)[1].removesuffix(".json") for key in aws.keys(bucket)}
    report.check(code == 0, f"archive-queue ended with {code}")
    report.check(seconds < DEADLINE + ALLOWANCE, f"archive-queue took {seconds:.1f} s to end")
    report.check(in_flight == 0, f"{in_flight} messages are still invisible")
    report.check(0 < visible < count, f"{visible} of {count} messages are left: that was not under load")
    report.check(archived <= set(sent), "there are objects of messages that nobody sent")
    report.check(visible + len(archived) >= count, f"{count - visible - len(archived)} messages are nowhere")
    report.say(
        f"archive-queue: exit {code} after {seconds:.2f} s; {len(archived)} of {count} archived, {visible} visible at once, "
        f"{in_flight} invisible")


def process(setting):
    """In the middle of steps that take longer than the deadline."""
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket("term-in"), aws.bucket("term-results")
    queue = aws.queue("term-events", visibility=300, receives=50)
    aws.notify(inputs, queue)
    aws.put_all(inputs, [(f"{n}.ndjson", b"{}\n") for n in range(20)])
    program = setting.runner("process")
    step = program.folder / "step"
    step.write_text("#!/bin/sh\ntouch begun\ncat > /dev/null\nsleep 60\necho '{}'\n")
    step.chmod(0o755)
    program.write("pipeline.yaml", pipelines.process(
        queue, outputs, "{run: [./step], each: object, timeout: 5m}", extra="pipelines: 4\n"
    ).replace("shutdown-deadline: 10s", "shutdown-deadline: 2s"))
    running = program.start("run", "pipeline.yaml")
    deadline = time.monotonic() + 60
    while not (program.folder / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    code, seconds = millrace.stop(running)
    visible, in_flight, _ = aws.counts(queue)
    report.check(code == 0, f"process-objects ended with {code}")
    report.check(seconds < 2 + ALLOWANCE, f"process-objects took {seconds:.1f} s to end")
    report.check((visible, in_flight) == (20, 0), f"{visible} messages are visible and {in_flight} are not, of 20")
    report.say(f"process-objects: exit {code} after {seconds:.2f} s (deadline 2 s); {visible} of 20 messages visible at once")
