"""Each row exactly once, each oddity reported once, whatever a queue of S3 events does."""

import collections
import itertools
import json

from . import events, lake, pipelines, records
from .report import Report
from .setting import opened

BUCKET = "odd-in"
#: One object in so many is deleted before it is read; one in so many others is replaced.
GONE, REPLACED = 50, 40
#: What tells of an object that is gone, and of a version that is not there any more.
GONE_REPORTS = {"object-gone", "file-failed"}
REPLACED_REPORTS = {"event-overtaken", "file-failed"}
REPORTS = GONE_REPORTS | REPLACED_REPORTS | {"s3-test-event", "object-removed", "event-ignored"}


def run(options):
    kinds = ["moto", "test"] if options.server == "both" else [options.server]
    return all([one(kind, options) for kind in kinds])


def one(kind, options):
    count = options.count or {("moto", False): 500, ("test", False): 20_000}.get((kind, options.quick), 200)
    report = Report(f"oddities on {kind}", options.seed)
    arguments = {"checks_signatures": False} if kind == "moto" else {}
    with opened(kind, options, report, **arguments) as setting:
        aws = setting.cloud
        aws.bucket(BUCKET)
        aws.bucket("odd-lake")
        queue = aws.queue("odd-events", visibility=60, receives=10)
        world = World(setting, count)
        world.upload()
        sent = world.send(queue)
        report.say(f"{count} objects, {sent} messages with {world.told} records")
        setting.millrace.write("pipeline.yaml", pipelines.parquet(
            queue, "odd-lake", "./ledger.sqlite", batch="{size: 2MB, age: 1s}"))
        code, facts = setting.millrace.json("run", "pipeline.yaml", "--until-idle", expected=(0, 3), timeout=1800)
        check(setting, world, queue, code, facts)
    return report.end()


class World:
    """The objects, what becomes of them, and the events that tell of it."""

    def __init__(self, setting, count):
        self.setting = setting
        self.random = setting.random
        self.keys = list(itertools.islice(keys(self.random), count))
        self.expected = []
        self.gone = set()
        self.replaced = set()
        self.stale = 0
        self.told = 0
        self.records = []

    def upload(self):
        """Puts every object, deletes some, replaces some; notes an event for each version."""
        aws = self.setting.cloud
        contents = {}
        for number, key in enumerate(self.keys):
            contents[key] = records.ndjson(number, self.random.randrange(1, 6), self.random)
        etags = put(aws, [(key, records.stored(number, contents[key][0])[1]) for number, key in enumerate(self.keys)])
        replacements, removed = [], []
        for number, key in enumerate(self.keys):
            self.note(key, etags[key], number * 2)
            if number % GONE == 7:
                removed.append(key)
                self.gone.add(key)
            elif number % REPLACED == 11:
                content, identities = records.ndjson(f"new-{number}", self.random.randrange(1, 6), self.random)
                replacements.append((key, content))
                self.replaced.add(key)
                self.expected += identities
            else:
                self.expected += contents[key][1]
        for key, etag in put(aws, replacements).items():
            self.note(key, etag, self.keys.index(key) * 2 + 1)
        for key in removed:
            aws.s3.delete_object(Bucket=BUCKET, Key=key)

    def note(self, key, tag, order):
        etag, size = tag
        self.records.append((key, size, etag, f"{order:016X}"))

    def send(self, queue):
        """Every event twice, shuffled, in every wrapping, with what is no work between them."""
        told = self.records * 2
        self.told = len(told)
        self.random.shuffle(told)
        bodies, rest = [], told
        while rest:
            share = self.random.choice([1, 1, 1, 2, 5])
            some, rest = rest[:share], rest[share:]
            bodies.append(self.wrapped(some))
            if self.random.random() < 0.02:
                bodies.append(json.dumps(events.test(BUCKET)))
            if self.random.random() < 0.02:
                removed = events.direct(BUCKET, some[0], name="ObjectRemoved:Delete")
                bodies.append(json.dumps(removed))
        # EventBridge tells of one object a message.
        bodies = [body for one in bodies for body in (one if isinstance(one, list) else [one])]
        batches = [bodies[start:start + 5000] for start in range(0, len(bodies), 5000)]
        for batch in batches:
            self.setting.cloud.send(queue, batch)
        return len(bodies)

    def wrapped(self, some):
        chance = self.random.random()
        if chance < 0.3:
            return [json.dumps(events.by_event_bus(BUCKET, *one)) for one in some]
        event = events.direct(BUCKET, *some)
        return json.dumps(events.by_topic(event) if chance < 0.6 else event)


def put(aws, objects):
    """Puts (key, bytes) pairs; ETag and size by key."""
    import concurrent.futures

    def one(pair):
        answer = aws.s3.put_object(Bucket=BUCKET, Key=pair[0], Body=pair[1])
        return pair[0], (answer["ETag"].strip('"'), len(pair[1]))

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        return dict(pool.map(one, objects))


def keys(chooser):
    """Keys that programs trip over, all different."""
    forms = [
        "plain/{n}.ndjson", "with space/{n} and more.ndjson", "plus+{n}+.ndjson", "percent%{n}%25.ndjson", "a%2Fb%20c-{n}",
        "umlaut/äöüß-{n}.ndjson", "日本語/{n}.ndjson", "emoji/🌍🚀-{n}.ndjson", "combining/e\u0301-{n}", "quote\"'{n}`",
        "brackets[{n}]{{}}()", "amp&{n}=1?x#y", "back\\slash-{n}", "semi;colon:{n},@!$*", "deep/" + "d/" * 40 + "{n}",
        "dots../..{n}", "trailing-{n}/x.", "tilde~{n}|^<>",
    ]
    for number in itertools.count():
        if number % 29 == 28:
            yield long_key(number, chooser)
        else:
            yield forms[number % len(forms)].format(n=number)


def long_key(number, chooser):
    """1,024 bytes of UTF-8, the longest there is."""
    head = f"long/{number}/"
    filling = chooser.choice(["x", "ü", "🌍"])
    key = head + filling * ((1024 - len(head.encode())) // len(filling.encode()))
    return key + "y" * (1024 - len(key.encode()))


def check(setting, world, queue, code, facts):
    report, aws = setting.report, setting.cloud
    pairs = aws.download("odd-lake", "events/", setting.folder / "lake", ".parquet")
    found = lake.column([path for _, path in pairs], "id")
    report.same("rows", world.expected, found)
    report.check(aws.counts(queue) == (0, 0, 0), f"messages are left: {aws.counts(queue)}")
    dead = aws.sqs.get_queue_url(QueueName="odd-events-dead")["QueueUrl"]
    report.check(aws.counts(dead) == (0, 0, 0), f"messages are in the dead-letter queue: {aws.counts(dead)}")
    check_reports(setting, world)
    report.say(
        f"{len(found)} rows of {len(world.expected)} in {len(pairs)} outputs; {len(world.gone)} objects gone, "
        f"{len(world.replaced)} replaced; exit code {code}")


def check_reports(setting, world):
    """Each oddity is reported once, however often its event came; nothing is reported that is none."""
    report = setting.report
    told = collections.Counter()
    kinds = collections.Counter()
    for event in setting.millrace.events():
        if event.get("event") in REPORTS:
            told[event["event"], event.get("address")] += 1
            kinds[event["event"]] += 1
        elif event.get("level") in ("warning", "error"):
            report.fault(f"an event that nobody expects: {json.dumps(event)[:300]}")
    often = [f"{name} of {address}" for (name, address), count in told.items() if count > 1]
    report.check(not often, f"{len(often)} oddities are reported more than once, such as {often[:2]}")
    for what, keys, names in (("gone", world.gone, GONE_REPORTS), ("replaced", world.replaced, REPLACED_REPORTS)):
        reported = {address.removeprefix(f"s3://{BUCKET}/") for (name, address) in told if name in names}
        missing = keys - reported
        report.check(not missing, f"{len(missing)} objects that were {what} are not reported, such as {sorted(missing)[:2]}")
    odd = world.gone | world.replaced
    foreign = {
        address for (name, address) in told if name in GONE_REPORTS | REPLACED_REPORTS and address.removeprefix(f"s3://{BUCKET}/") not in odd
    }
    report.check(not foreign, f"{len(foreign)} objects are reported that nothing happened to, such as {sorted(foreign)[:2]}")
    report.say(f"reports: {dict(kinds)}")
