"""Folders of finished JSON files as they come in practice, and what must become of every record in them."""

import dataclasses
import gzip
import json
import os

#: What a record may take as a message of its own, attributes included; the pipelines of the tests say the same.
MESSAGE_SIZE = 16 << 10


@dataclasses.dataclass
class Truth:
    """What must become of the records, by identity."""

    #: Records that must arrive: identity → text, in the order of their file.
    kept: dict = dataclasses.field(default_factory=dict)
    #: Those of them that are too large for a message.
    oversize: set = dataclasses.field(default_factory=set)
    #: Records that are no JSON: the identity is in their bytes.
    bad: set = dataclasses.field(default_factory=set)
    #: Names of files of which nothing can be read.
    hopeless: set = dataclasses.field(default_factory=set)
    files: int = 0


class Inbox:
    """Writes files under their final names by renaming, as a producer that has finished them."""

    def __init__(self, folder, chooser, truth, has_oversize=True, large=400):
        self.folder = folder
        self.random = chooser
        self.truth = truth
        self.has_oversize = has_oversize
        #: One file in so many has thousands of records.
        self.large = large
        self.folder.mkdir(exist_ok=True)

    def write(self, number):
        """One file, whose path is returned; what is in it depends on its number and on chance."""
        name = f"20261121T06{number // 60 % 60:02}{number % 60:02}-{number:06}.json"
        if number % 97 == 50:
            content = b"\x1f\x8b" + self.random.randbytes(300)
            name += ".gz"
            self.truth.hopeless.add(name)
        else:
            content = self.content(number)
            if number % 7 == 3:
                name, content = name + ".gz", self.compressed(content)
        hidden = self.folder / f".{name}"
        hidden.write_bytes(content)
        os.rename(hidden, self.folder / name)
        self.truth.files += 1
        return self.folder / name

    def compressed(self, content):
        """Every other one in two members, the second of which must not be dropped."""
        middle = len(content) // 2 if self.random.random() < 0.5 else len(content)
        return gzip.compress(content[:middle]) + (gzip.compress(content[middle:]) if content[middle:] else b"")

    def content(self, number):
        kind = number % 10
        if number % self.large == self.large - 1:
            return self.lines(number, self.random.randrange(3000, 9000))
        if kind in (0, 1):
            return self.head(("// only a comment\n", "# nothing here\n")[kind]) if number % 50 == 0 else self.document(number)
        if kind in (2, 3, 4):
            return self.array(number)
        return self.lines(number, self.random.randrange(1, 20))

    # The three forms

    def document(self, number):
        """One object over many lines; one in twenty is cut short."""
        identity = f"{number}-0"
        if self.random.random() < 0.05:
            self.truth.bad.add(identity)
            return self.head() + f'{{\n  "id": "{identity}",\n  "lang": "en",\n  "text": "cut'.encode()
        return self.head() + self.record(identity, indent=2) + self.random.choice([b"", b"\n", b"\r\n\n"])

    def array(self, number):
        """Objects in an array; one in twenty has a last element that is no JSON."""
        elements = [self.record(f"{number}-{line}") for line in range(self.random.randrange(0, 15))]
        if self.random.random() < 0.05:
            elements.append(self.broken(f"{number}-{len(elements)}", forms=1))
        between = self.random.choice([b",", b", ", b",\n  ", b" ,\r\n"])
        return self.head() + b"[" + between.join(elements) + b"]" + self.random.choice([b"", b"\n"])

    def lines(self, number, count):
        """NDJSON with junk and bad records between the good ones."""
        rows = []
        for line in range(count):
            if self.random.random() < 0.05:
                rows.append(self.junk())
            is_bad = self.random.random() < 0.01
            identity = f"{number}-{line}"
            rows.append(self.broken(identity) if is_bad else self.record(identity))
        end = self.random.choice([b"\n", b"\r\n"])
        return self.head() + end.join(rows) + self.random.choice([b"", end])

    # What is in them

    def head(self, junk=None):
        """What comes before the JSON: a byte order mark, an anti-hijacking prefix, comments."""
        parts = [b"\xef\xbb\xbf"] if self.random.random() < 0.1 else []
        if self.random.random() < 0.1:
            parts.append(b")]}'\n")
        if junk is not None:
            parts.append(junk.encode())
        elif self.random.random() < 0.4:
            parts += [self.junk() + b"\n" for _ in range(self.random.randrange(1, 4))]
        return b"".join(parts)

    def junk(self):
        return self.random.choice([
            b"// exported by nightly job", b"# version 2", b'/* {"id": "no-record", "lang": "en", "text": ""} */',
            b'/* over\n{"id": "no-record", "lang": "en", "text": "in a comment"}\nlines */', b"", b"//", b"   # indented",
        ])

    def record(self, identity, indent=None):
        """An object; every tenth is not asked for, some are large in what is not selected, few in what is."""
        language = "en" if self.random.random() < 0.9 else "de"
        text = self.text()
        entry = {
            "id": identity, "n": self.random.randrange(1 << 40), "lang": language, "text": text,
            "shard": f"s{self.random.randrange(3)}",
            "tags": ["x" * self.random.randrange(20)] * 3, "nested": {"lang": "fr", "text": "not this"},
        }
        if self.random.random() < 0.003:
            entry["payload"] = "p" * self.random.randrange(MESSAGE_SIZE, 3 * MESSAGE_SIZE)
        if self.has_oversize and self.random.random() < 0.002:
            entry["text"] = text = "o" * self.random.randrange(MESSAGE_SIZE, 5 * MESSAGE_SIZE)
            if language == "en":
                self.truth.oversize.add(identity)
        if language == "en":
            self.truth.kept[identity] = text
        is_ascii = self.random.random() < 0.3
        return json.dumps(entry, ensure_ascii=is_ascii, indent=indent).encode()

    def text(self):
        """What a queue refuses is among it, and what looks like JSON, comments or ends of lines."""
        chance = self.random.random()
        if chance < 0.02:
            return "forbidden \uffff and \ufffe, then \u0001"
        if chance < 0.1:
            return self.random.choice([
                "Grüße 🌍", "line\nfeed", '"quoted" \\ back', "// no comment", "/* nor this */", "}]{[", "\u2028\u0085", "",
            ])
        return "x" * self.random.randrange(200)

    def broken(self, identity, forms=4):
        """No JSON, but on one line and with its identity; the first form ends whatever it is in."""
        self.truth.bad.add(identity)
        name = json.dumps(identity).encode()
        return self.random.choice([
            b'{"id": ' + name + b", broken", b'{"id": ' + name + b', "text": "\xff\xfe"}',
            b'{"id": ' + name + b', "n": 01}', b'{"id": ' + name + b', "text": "open}',
        ][:forms])
