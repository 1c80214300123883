"""Three processes on one queue and one ledger; one is killed with SIGKILL every few seconds, with faults in between."""

import os
import signal
import threading
import time

from . import lake, millrace, pipelines, records, servers, testserver
from .report import Report
from .setting import opened

#: Of the queue, in seconds: how long a killed process keeps its messages from the others.
VISIBILITY = 10


def run(options):
    return all([one(ledger, options) for ledger in ("dynamodb", "redis")])


def one(ledger, options):
    report = Report(f"kills with {ledger}", options.seed)
    count = options.count or (60 if options.quick else 600)
    seconds = 15 if options.quick else 90
    with opened("moto", options, report) as tables:
        with testserver.TestServer(tables.folder, keys=tables.server.keys) as server:
            with servers.Redis(tables.folder) as redis:
                environment = {
                    **server.environment(), "AWS_ENDPOINT_URL_DYNAMODB": tables.server.url,
                    "REDIS_PORT": str(redis.port),
                }
                address = "dynamodb:kills" if ledger == "dynamodb" else f"redis://127.0.0.1:{redis.port}#kills"
                Contest(tables, server, environment, address, report, count, seconds).run()
    return report.end()


class Contest:
    """Objects that keep arriving, processes that keep dying."""

    def __init__(self, setting, server, environment, ledger, report, count, seconds):
        from .cloud import Cloud

        self.setting, self.server, self.report = setting, server, report
        self.aws = Cloud(server)
        self.program = setting.runner("kills", environment)
        self.ledger, self.count, self.seconds = ledger, count, seconds
        self.random = setting.random
        self.expected = []
        self.kills = 0

    def run(self):
        inputs, outputs = self.aws.bucket("kills-in"), self.aws.bucket("kills-lake")
        queue = self.aws.queue("kills-events", visibility=VISIBILITY, receives=100)
        self.aws.notify(inputs, queue)
        self.program.write("pipeline.yaml", pipelines.parquet(
            queue, outputs, self.ledger, batch="{size: 100kB, age: 500ms}", extra="attempts: 50\n"))
        self.server.faults(True)
        feeding = threading.Thread(target=self.feed, args=(inputs,))
        feeding.start()
        self.kill_often()
        feeding.join()
        injected = self.server.injected()
        self.server.faults(False)
        began = time.monotonic()
        code = self.finish(queue)
        self.check(queue, outputs, code, time.monotonic() - began, injected)

    def finish(self, queue):
        """Runs until idle, and again while messages of killed processes become visible."""
        code = None
        for _ in range(10):
            code, _ = self.program.json("run", "pipeline.yaml", "--until-idle", expected=(0, 3), timeout=900)
            if self.aws.counts(queue) == (0, 0, 0):
                break
            time.sleep(VISIBILITY / 2)
        return code

    def feed(self, bucket):
        """Without faults of its own: what arrives is the premise."""
        for number in range(self.count):
            content, identities = records.ndjson(number, self.random.randrange(1, 100), self.random)
            for _ in range(20):
                try:
                    self.aws.s3.put_object(Bucket=bucket, Key=f"{number:06}.ndjson", Body=content)
                    break
                except Exception:
                    time.sleep(0.2)
            else:
                self.report.fault(f"object {number} could not be uploaded")
            self.expected += identities
            time.sleep(self.seconds / self.count / 2)

    def kill_often(self):
        processes = [self.start() for _ in range(3)]
        deadline = time.monotonic() + self.seconds
        while time.monotonic() < deadline:
            time.sleep(self.random.uniform(0.5, 3))
            place = self.random.randrange(3)
            if processes[place].poll() is not None:
                self.report.fault(f"a process has ended by itself with {processes[place].returncode}")
            os.kill(processes[place].pid, signal.SIGKILL)
            processes[place].wait()
            self.kills += 1
            processes[place] = self.start()
        for process in processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.kills += 3

    def start(self):
        return self.program.start("run", "pipeline.yaml")

    def check(self, queue, outputs, code, seconds, injected):
        pairs = self.aws.download(outputs, "events/", self.setting.folder / "lake", ".parquet")
        found = lake.column([path for _, path in pairs], "id")
        self.report.same("rows", self.expected, found)
        self.report.check(code == 0, f"the last run ended with {code}")
        counts = self.aws.counts(queue)
        self.report.check(counts == (0, 0, 0), f"messages are left: {counts}")
        self.report.say(
            f"{self.kills} kills in {self.seconds} s: {self.count} objects, {len(found)} rows of {len(self.expected)} in "
            f"{len(pairs)} outputs; the last run ended with {code} after {seconds:.1f} s; faults: {injected}")
