"""What a case is, and how its bytes are made."""

import dataclasses
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


def joined(lines):
    return b"".join(encoded(line) + b"\n" for line in lines)


def encoded(line):
    if isinstance(line, bytes):
        return line
    if isinstance(line, str):
        return line.encode()
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
