"""Four loaders on one folder and one ledger, killed at random: every record in the queue, repeats few and recognizable."""

import base64
import collections
import dataclasses
import json
import os
import random
import re
import shutil
import signal
import threading
import time

from . import inbox, messages, pipelines, servers, testserver
from .report import Report
from .setting import opened

LOADERS = 4
#: Seconds until an event comes back that a killed loader has received.
VISIBILITY = 5
IN_FLIGHT = 4
#: Messages that go out with one call.
BATCH = 10


@dataclasses.dataclass(frozen=True)
class Scene:
    """What is loaded from where to where."""

    ledger: str
    count: int
    seconds: float
    layout: str = "ndjson"
    queue: str = "sqs"
    source: str = "directory"
    oversize: str = "quarantine"
    group: str = ""
    #: Between two deaths, as a multiple of the usual.
    pause: float = 1

    @property
    def name(self):
        kinds = [self.source, self.queue, self.layout, f"claim-check {self.oversize}", self.group and f"group {self.group}"]
        plain = ["directory", "sqs", "ndjson", "claim-check quarantine", ""]
        unusual = [kind for kind, usual in zip(kinds, plain) if kind != usual]
        return ", ".join([f"{self.ledger} ledger", *unusual])


def scenes(options):
    if options.quick:
        count = options.count or 600
        return [
            Scene("sqlite", count, 8, oversize="folder"),
            Scene("redis", count, 8, layout="array"),
            Scene("sqlite", count // 4, 4, queue="sqlite", source="nginx"),
            Scene("sqlite", count // 6, 4, queue="fifo", group="file"),
            Scene("dynamodb", count // 6, 10, pause=5),
            Scene("sqlite", count // 4, 6, source="events"),
        ]
    count = options.count or 10_000
    return [
        Scene("sqlite", count, 60, oversize="bucket"),
        Scene("redis", count, 60, layout="array", oversize="folder"),
        # moto takes milliseconds for an item, where a loader that begins asks for all of them.
        Scene("dynamodb", count, 400, pause=15),
        Scene("sqlite", count, 60, queue="sqlite", oversize="folder"),
        Scene("redis", count // 5, 30, layout="single", source="nginx"),
        Scene("redis", count // 5, 30, queue="fifo", group="file"),
        Scene("sqlite", count // 20, 20, queue="fifo", group="expression"),
        Scene("redis", count // 5, 30, source="events"),
    ]


def run(options):
    chosen = [(number, scene) for number, scene in enumerate(scenes(options)) if options.scene in scene.name]
    if not chosen:
        raise SystemExit(f"no scene's name holds “{options.scene}”: {'; '.join(scene.name for scene in scenes(options))}")
    return all([one(number, scene, options) for number, scene in chosen])


def one(number, scene, options):
    report = Report(f"load {number + 1}", options.seed)
    report.say(scene.name)
    with opened("moto" if scene.ledger == "dynamodb" else "test", options, report) as setting:
        with testserver.TestServer(setting.folder, keys=setting.server.keys) as server:
            if scene.ledger == "redis":
                with servers.Redis(setting.folder) as redis:
                    Contest(setting, scene, server, f"redis://127.0.0.1:{redis.port}#load").run()
            else:
                Contest(setting, scene, server, {"sqlite": "./ledger.sqlite", "dynamodb": "dynamodb:load"}[scene.ledger]).run()
    return report.end()


class Contest:
    """Files that keep arriving, loaders that keep dying."""

    def __init__(self, setting, scene, server, ledger):
        from .cloud import Cloud

        self.setting, self.scene, self.report = setting, scene, setting.report
        self.aws = Cloud(server)
        environment = {**server.environment(), "AWS_ENDPOINT_URL_DYNAMODB": setting.server.url}
        self.program = setting.runner("load", environment)
        self.folder = self.program.folder
        self.truth = inbox.Truth()
        self.inbox = inbox.Inbox(
            self.folder / "inbox", random.Random(setting.options.seed), self.truth, has_oversize=scene.queue != "fifo",
            large=20 if scene.queue == "fifo" else 400)
        self.random = random.Random(setting.options.seed + 1)
        self.ledger = ledger
        self.kills = 0

    def run(self):
        if self.scene.source == "events":
            self.bucket, self.told = self.aws.bucket("load-in"), self.aws.queue("told", visibility=VISIBILITY)
            self.aws.notify(self.bucket, self.told)
            self.load(f"{{s3-events: {{queue: {json.dumps(self.told)}, match: '*.json*'}}}}")
        elif self.scene.source == "nginx":
            with servers.Nginx(self.setting.folder, self.folder / "inbox") as nginx:
                self.load('{http-index: {url: "' + nginx.url + '/", match: "*.json*", poll: 200ms}}')
        else:
            self.load('{directory: ./inbox, match: "*.json*", settle: 100ms, poll: 100ms}')

    def load(self, source):
        scene = self.scene
        self.queue = self.make_queue()
        self.program.write("load.yaml", pipelines.load(
            source, self.queue, self.ledger, layout=scene.layout, in_flight=IN_FLIGHT, queue_extra=self.queue_extra()))
        self.contest()
        began = time.monotonic()
        # All who held anything are dead, so that nobody need wait until claims lapse.
        time.sleep(1.5)
        _, freed = self.program.json("check", "load.yaml", "--older-than", "1s", "--free")
        codes = self.finish()
        seconds = time.monotonic() - began
        self.report.say(
            f"{self.kills} kills; check freed {freed['freed']} files; {LOADERS} loaders until idle ended with {codes} after "
            f"{seconds:.1f} s")
        self.check()

    def make_queue(self):
        if self.scene.queue == "sqlite":
            return "sqlite:./queues.sqlite#records"
        return self.aws.queue("records.fifo" if self.scene.queue == "fifo" else "records", visibility=600)

    def queue_extra(self):
        """Keys below `queue`."""
        lines = []
        if self.scene.oversize == "bucket":
            lines.append(f"oversize: {{claim-check: s3://{self.aws.bucket('oversize')}/records}}")
        elif self.scene.oversize == "folder":
            lines.append("oversize: {claim-check: ./oversize}")
        if self.scene.group:
            lines.append("group: file" if self.scene.group == "file" else 'group: {expression: "shard"}')
        return "".join(f"    {line}\n" for line in lines)

    # Kills

    def contest(self):
        """Half of the files are there before, half arrive while loaders die."""
        count = self.scene.count
        for number in range(count // 2):
            self.write(number)
        feeding = threading.Thread(target=self.feed, args=(range(count // 2, count),))
        feeding.start()
        self.kill_often(feeding)
        feeding.join()

    def feed(self, numbers):
        began = time.monotonic()
        for place, number in enumerate(numbers):
            time.sleep(max(0, began + place * self.scene.seconds / len(numbers) - time.monotonic()))
            self.write(number)

    def write(self, number):
        path = self.inbox.write(number)
        if self.scene.source == "events":
            self.aws.s3.put_object(Bucket=self.bucket, Key=path.name, Body=path.read_bytes())

    def kill_often(self, feeding):
        """Until all files have been written: what is left then is left to those who come after."""
        processes = [self.start() for _ in range(LOADERS)]
        while feeding.is_alive():
            time.sleep(self.random.choice([0.02, 0.1, 0.3, 0.8]) * self.random.uniform(0.5, 1.5) * self.scene.pause)
            place = self.random.randrange(LOADERS)
            if processes[place].poll() is not None:
                said = (self.folder / "millrace.log").read_text(errors="replace")[-500:]
                raise RuntimeError(f"a loader has ended by itself with {processes[place].returncode}: {said}")
            self.kill(processes[place])
            processes[place] = self.start()
        for process in processes:
            self.kill(process)

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills += 1

    def start(self, *more):
        return self.program.start("run", "load.yaml", *more)

    def finish(self):
        """All loaders end by themselves, also those for whom nothing is left."""
        processes = [self.start("--until-idle") for _ in range(LOADERS)]
        codes = []
        for process in processes:
            try:
                codes.append(process.wait(900))
            except Exception:
                process.kill()
                codes.append("nothing, it was killed after 15 minutes")
        # 3: all done, and something is in quarantine.
        self.report.check(set(codes) <= {0, 3}, f"loaders ended with {codes}; see {self.folder}/millrace.log")
        return codes

    # What must hold

    def check(self):
        found = self.received()
        check = messages.Check(self.report, found, self.scene, self.truth, self.claim)
        check.repeats(self.kills * IN_FLIGHT * BATCH)
        check.records()
        if self.scene.queue == "fifo":
            check.order()
        else:
            self.check_consumer(check)
        self.check_ledger()
        self.check_quarantine()
        self.check_archive()
        self.report.say(check.summary())

    def received(self):
        """Every message in the queue, which is left as it was."""
        if self.scene.queue == "sqlite":
            shutil.copytree(self.folder, self.folder.parent / "copy", ignore=shutil.ignore_patterns("inbox", "*.log", "*.out"))
            return messages.archived(self.setting.runner("copy", self.program.environment), "sqlite:./queues.sqlite#records", "")
        return messages.received(self.aws, self.queue)

    def claim(self, address):
        """What a message points to."""
        if address.startswith("s3://"):
            bucket, _, key = address.removeprefix("s3://").partition("/")
            return self.aws.get(bucket, key)
        return (self.folder / address.removeprefix("file:")).read_bytes()

    def check_consumer(self, check):
        """Behind our own consumer nothing is there twice."""
        if self.scene.queue != "sqlite":
            messages.make_visible(self.aws, self.queue, check.found)
        kept = messages.archived(self.program, self.queue, "ledger: ./consumer.sqlite\n")
        check.consumed(kept)

    def check_ledger(self):
        """Nothing is held or stuck, and a further run has nothing to do."""
        if self.scene.source == "events":
            counts = self.aws.counts(self.told)
            self.report.check(counts == (0, 0, 0), f"events are left: {counts}")
        _, facts = self.program.json("check", "load.yaml")
        self.report.check(not facts.get("held"), f"files are held: {json.dumps(facts)[:300]}")
        before = self.depth()
        code, _ = self.program.json("run", "load.yaml", "--until-idle", expected=(0, 3))
        self.report.check(self.depth() == before, f"a further run has sent messages: {before}, then {self.depth()}")

    def depth(self):
        if self.scene.queue == "sqlite":
            return 0
        return sum(self.aws.counts(self.queue))

    def check_quarantine(self):
        """The bad records, each once, and the files of which nothing can be read."""
        bad, oversize = collections.Counter(), collections.Counter()
        for path in (self.folder / "quarantine" / "bad-records").rglob("*.ndjson"):
            for line in path.read_bytes().splitlines():
                entry = json.loads(line)
                content = base64.b64decode(entry["base64"]) if "base64" in entry else entry["text"].encode()
                found = re.search(rb'"id": ?"(\d+-\d+)', content)
                name = found.group(1).decode() if found else line[:80]
                (oversize if name in self.truth.oversize else bad)[name] += 1
        self.report.same("bad records", self.truth.bad, bad.elements())
        self.report.same(
            "oversize records", self.truth.oversize if self.scene.oversize == "quarantine" else [], oversize.elements())
        entries = [json.loads(path.read_bytes()) for path in (self.folder / "quarantine" / "files").rglob("*.json")]
        names = {os.path.basename(entry["input"]["address"]) for entry in entries}
        self.report.check(names == self.truth.hopeless, f"files in quarantine: {sorted(names ^ self.truth.hopeless)[:3]} differ")

    def check_archive(self):
        """What is done is moved away, what is not stays."""
        if self.scene.source != "directory":
            return
        self.program.json("archive", "load.yaml", "--to", "./done", "--older-than", "0s")
        left = {path.name for path in (self.folder / "inbox").iterdir() if not path.name.startswith(".")}
        moved = sum(1 for path in (self.folder / "done").rglob("*.json*") if path.is_file())
        self.report.check(left <= self.truth.hopeless, f"archive has left {sorted(left - self.truth.hopeless)[:3]}")
        self.report.check(moved == self.truth.files - len(left), f"archive has moved {moved} of {self.truth.files} files")
