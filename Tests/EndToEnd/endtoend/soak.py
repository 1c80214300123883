"""Memory is flat over hundreds of thousands of messages."""

import json
import pathlib
import threading
import time

from . import millrace, pipelines
from .report import Report
from .setting import opened

#: From the first third to the last, memory may grow by so much.
GROWTH = 1.15
SLACK = 16 << 20


def run(options):
    """On the test server alone: moto would need days."""
    report = Report("soak on test", options.seed)
    count = options.count or (20_000 if options.quick else 300_000)
    with opened("test", options, report) as setting:
        aws = setting.cloud
        queue, bucket = aws.queue("soak", visibility=60, receives=10), aws.bucket("soak-archive")
        program = setting.millrace
        program.write("pipeline.yaml", pipelines.archive(
            queue, bucket, "ndjson", batch="{size: 8MB, count: 10000, age: 2s}"))
        feeder = Feeder(setting, queue, count)
        running = program.start("run", "pipeline.yaml")
        memory = []
        feeder.start()
        began = time.monotonic()
        while running.poll() is None:
            memory.append(resident(running.pid))
            time.sleep(0.25)
            if not feeder.is_alive() and aws.counts(queue) == (0, 0, 0):
                break
            if time.monotonic() - began > 1800:
                report.fault("it does not end")
                break
        seconds = time.monotonic() - began
        code, _ = millrace.stop(running)
        report.check(code == 0, f"it ended with {code}")
        check(setting, bucket, feeder, memory, seconds)
    return report.end()


class Feeder(threading.Thread):
    """Sends messages in the shape of events, a block at a time, with the command line's own `send`."""

    def __init__(self, setting, queue, count, block=20_000):
        super().__init__()
        self.setting, self.queue, self.count, self.block = setting, queue, count, block
        self.sent = 0

    def run(self):
        program = self.setting.runner("feeder")
        for start in range(0, self.count, self.block):
            numbers = range(start, min(self.count, start + self.block))
            lines = "\n".join(json.dumps({"n": n, "text": "x" * (n % 500)}) for n in numbers)
            program.run("send", self.queue, input=lines.encode())
            self.sent += len(numbers)


def resident(pid):
    """Resident memory of a process, in bytes; of the last moment when it has ended."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except FileNotFoundError:
        pass
    return 0


def check(setting, bucket, feeder, memory, seconds):
    report = setting.report
    memory = [size for size in memory if size]
    found = [
        json.loads(json.loads(line)["body"])["n"]
        for content in setting.cloud.get_all(bucket).values() for line in content.splitlines()
    ]
    missing = set(range(feeder.count)) - set(found)
    report.check(not missing, f"{len(missing)} messages are missing, such as {sorted(missing)[:3]}")
    report.check(feeder.sent == feeder.count, f"only {feeder.sent} messages were sent")
    third = max(1, len(memory) // 3)
    early, late, peak = max(memory[:third]), max(memory[-third:]), max(memory)
    report.check(late <= early * GROWTH + SLACK, f"memory has grown from {early >> 20} to {late >> 20} MiB")
    report.say(
        f"{len(found)} messages archived in {seconds:.0f} s ({len(found) / seconds:,.0f} a second with the feeder beside it); "
        f"resident memory at most {early >> 20} MiB in the first third, {late >> 20} MiB in the last, {peak >> 20} MiB ever")
