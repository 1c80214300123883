"""What a case is, and how its bytes are made."""

import dataclasses
import gzip
import json
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Case:
    """One input. `refused`: nothing of it can be converted, and that must be said."""

    name: str
    about: str
    data: Callable[[], bytes]
    file_name: str = "input.ndjson"
    options: tuple[str, ...] = ()
    refused: bool = False
    large: bool = False


def case(name, about, lines, **more):
    """A case of lines, given as text, bytes or as values to be written as JSON; or a function that gives them."""
    return Case(name, about, lambda: joined(lines() if callable(lines) else lines), **more)


def raw(name, about, data, **more):
    """A case of bytes just as they are."""
    return Case(name, about, lambda: data, **more)


def late(name, about, early, lines, **more):
    """A compressed case whose `lines` stand 2 MB behind the beginning, where no sample of a compressed file gets to."""

    def data():
        padded = [{**early, "padding": "x" * 1_000}] * 2_000
        return gzip.compress(joined(padded + list(lines)), 1)

    return Case(name, about, data, file_name="input.ndjson.gz", **more)


def joined(lines):
    return b"".join(encoded(line) + b"\n" for line in lines)


def encoded(line):
    if isinstance(line, bytes):
        return line
    if isinstance(line, str):
        return line.encode()
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
