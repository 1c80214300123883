"""What a loader has put into a queue, and whether it is what it should be."""

import collections
import concurrent.futures
import dataclasses
import hashlib
import json


@dataclasses.dataclass(frozen=True)
class Message:
    identity: str
    body: str
    group: str = ""
    handle: str = ""
    attributes: dict = dataclasses.field(default_factory=dict, compare=False)


def received(aws, url, threads=8):
    """Takes every message of a queue. On FIFO queues they are deleted, since a group waits for its first; else they stay."""
    if url.endswith(".fifo"):
        return [message(one) for one in aws.receive_all(url)]

    def one(_):
        found = []
        while True:
            answer = aws.sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], AttributeNames=["All"])
            if not answer.get("Messages"):
                return found
            found += [message(one) for one in answer["Messages"]]

    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return [message for part in pool.map(one, range(threads)) for message in part]


def message(raw):
    attributes = {name: value.get("StringValue") for name, value in raw.get("MessageAttributes", {}).items()}
    group = raw.get("Attributes", {}).get("MessageGroupId", "")
    return Message(attributes.get("millrace-id", ""), raw["Body"], group, raw["ReceiptHandle"], attributes)


def make_visible(aws, url, messages):
    """Gives back what was received."""
    batches = [messages[start:start + 10] for start in range(0, len(messages), 10)]

    def one(batch):
        entries = [
            {"Id": str(place), "ReceiptHandle": message.handle, "VisibilityTimeout": 0} for place, message in enumerate(batch)
        ]
        answer = aws.sqs.change_message_visibility_batch(QueueUrl=url, Entries=entries)
        if answer.get("Failed"):
            raise RuntimeError(f"messages are not visible: {answer['Failed'][:1]}")

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(one, batches))


def archived(program, queue, extra):
    """What our own consumer makes of a queue: every message that it kept. Empties the queue."""
    name = "consumer" if extra else "everything"
    program.write(f"{name}.yaml", f"""\
pipeline: {name}
source: {{sqs: {{queue: {json.dumps(queue)}}}}}
sink: {{archive: {{to: ./{name}, layout: ndjson, batch: {{size: 8MB, count: 10000, age: 1s}}}}}}
{extra}""")
    program.run("run", f"{name}.yaml", "--until-idle")
    lines = [
        json.loads(line) for path in sorted((program.folder / name).rglob("*.ndjson"))
        for line in path.read_text(encoding="utf-8").split("\n") if line
    ]
    return [
        Message(line["message_attributes"].get("millrace-id", {}).get("StringValue", ""), line["body"], attributes={
            name: value.get("StringValue") for name, value in line["message_attributes"].items()
        }) for line in lines
    ]


class Check:
    """Compares messages with what had to become of the files."""

    def __init__(self, report, found, scene, truth, claim):
        self.report, self.found, self.scene, self.truth, self.claim = report, found, scene, truth, claim
        #: By identity, each message once.
        self.unique = {}
        for message in found:
            self.unique.setdefault(message.identity, message)

    def repeats(self, most):
        """A repeat has the identity and the body of the message that it repeats."""
        self.report.check("" not in self.unique, "there are messages without a millrace-id")
        differing = [one.identity for one in self.found if one.body != self.unique[one.identity].body]
        self.report.check(not differing, f"{len(differing)} repeats have another body, such as {differing[:3]}")
        count = len(self.found) - len(self.unique)
        self.report.check(count <= most, f"{count} messages are repeats; at most {most} may be")

    def records(self):
        """Every record once among the messages with different identities."""
        self.compare("records in the queue", self.unique.values())

    def consumed(self, kept):
        """Our own consumer has kept each message once."""
        self.report.same("messages behind the consumer", list(self.unique), [message.identity for message in kept])
        self.compare("records behind the consumer", kept)

    def compare(self, what, messages):
        expected = dict(self.truth.kept)
        if self.scene.oversize == "quarantine":
            expected = {identity: text for identity, text in expected.items() if identity not in self.truth.oversize}
        found = [(record["id"], record["text"]) for message in messages for record in self.content(message)]
        self.report.same(what, expected.items(), found)

    def content(self, message):
        """The records of a message, by layout."""
        body = message.body
        if len(body.encode()) > 16 << 10:
            self.report.fault(f"a message has {len(body.encode())} bytes")
        if "millrace-claim-check" in message.attributes:
            return [self.checked_in(json.loads(body))]
        if self.scene.layout == "ndjson":
            return [json.loads(line) for line in body.split("\n") if line]
        return json.loads(body) if self.scene.layout == "array" else [json.loads(body)]

    def checked_in(self, ticket):
        """The record where the message only says where it is."""
        ticket = ticket["millrace-claim-check"]
        content = self.claim(ticket["object"])
        self.report.check(len(content) == ticket["bytes"], f"{ticket['object']} has {len(content)} bytes, not {ticket['bytes']}")
        self.report.check(
            hashlib.sha256(content).hexdigest() == ticket["sha256"], f"{ticket['object']} has another hash than its message says")
        return json.loads(content)

    def order(self):
        """Within a group records come in the order of their file."""
        last, wrong, seen = {}, 0, set()
        groups = collections.Counter(message.group for message in self.found)
        for message in self.found:
            if message.identity in seen:
                continue
            seen.add(message.identity)
            for record in self.content(message):
                name, line = record["id"].split("-")
                key = (message.group, name)
                wrong += int(line) <= last.get(key, -1)
                last[key] = int(line)
        self.report.check(not wrong, f"{wrong} records came before one that precedes them in their group")
        self.report.check("" not in groups, "messages have no group")
        self.report.say(f"{len(groups)} groups, each in the order of its file")

    def summary(self):
        repeats = len(self.found) - len(self.unique)
        return (
            f"{self.truth.files} files, {len(self.truth.kept)} records ({len(self.truth.oversize)} too large for a message) in "
            f"{len(self.unique)} messages, {repeats} repeats, {len(self.truth.bad)} bad records and "
            f"{len(self.truth.hopeless)} files in quarantine")
