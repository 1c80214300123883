"""An exact and slow reading of NDJSON: which lines are records, which are bad, and every value with its own text.

Nothing here is shared with Millrace. Python's JSON scanner does the parsing, with numbers kept as text and what it
is too lenient for (lone surrogates, NaN, depth) refused on top.
"""

import dataclasses
import gzip
import io
import json
import re

import zstandard

MAXIMUM_DEPTH = 512
SPACE = re.compile(r"[ \t\n\r]*")
BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Int(str):
    """The text of a JSON number without fraction and exponent."""


class Float(str):
    """The text of any other JSON number."""


class BadRecord(Exception):
    """Why a text is not a record."""


@dataclasses.dataclass(frozen=True)
class Value:
    """A parsed value, and its text as it stands in the input."""

    parsed: object
    raw: str


@dataclasses.dataclass(frozen=True)
class Bad:
    """A line that must be in quarantine: which input, which line from 1, where it begins, what it holds."""

    input: int
    line: int
    offset: int
    data: bytes
    reason: str


def refused(text):
    raise BadRecord(f"{text} is no JSON")


DECODER = json.JSONDecoder(
    parse_int=Int, parse_float=Float, parse_constant=refused, object_pairs_hook=dict, strict=True
)


def parse(text):
    """The value that a whole text spells."""
    value, end = scan(text, SPACE.match(text).end())
    if SPACE.match(text, end).end() != len(text):
        raise BadRecord("something stands behind the value")
    return value.parsed


def scan(text, start):
    """The value at `start`, and where it ends."""
    try:
        parsed, end = DECODER.scan_once(text, start)
    except (StopIteration, ValueError, RecursionError) as error:
        raise BadRecord(str(error) or "no value") from error
    return Value(parsed, text[start:end]), end


def record(text):
    """The keys and values of one object. Where a key repeats the last value wins."""
    position = SPACE.match(text).end()
    fields, end = scan_record(text, position)
    if SPACE.match(text, end).end() != len(text):
        raise BadRecord("something stands behind the record")
    return fields


def array_record(text, names):
    """An array as a record: its values by the names of the header, and `column0`, `column1`, … behind those."""
    value, end = scan(text, SPACE.match(text).end())
    if SPACE.match(text, end).end() != len(text):
        raise BadRecord("something stands behind the record")
    fields = {}
    position = SPACE.match(text, SPACE.match(text).end() + 1).end()
    for i in range(len(value.parsed)):
        if i:
            position = expect(",", text, position)
        fields[array_name(names, i)], position = scan(text, position)
        position = SPACE.match(text, position).end()
    refuse_what_python_accepts(fields, text)
    return fields


def array_name(names, position):
    """The header's name, or one of its own for a position beyond the header."""
    if position < len(names):
        return names[position]
    name = f"column{position}"
    while name in names:
        name += "_"
    return name


def array_header(path):
    """The first line that is not blank where it is an array: its bytes and the names in it, if it is one of distinct strings.

    None where it is no array: then arrays are bad records.
    """
    with uncompressed(path) as file:
        lines = (line.removeprefix(BYTE_ORDER_MARK).strip() for line in file)
        first = next((line for line in lines if line), b"")
    try:
        names = parse(first.decode()) if first.startswith(b"[") else None
    except (UnicodeDecodeError, BadRecord):
        return None
    if not isinstance(names, list):
        return None
    is_header = bool(names) and all(type(name) is str and name for name in names) and len(set(names)) == len(names)
    return (first, names) if is_header else (None, [])


def scan_record(text, position):
    """The object at `position`, key by key, and where it ends."""
    start = position
    if text[position : position + 1] != "{":
        raise BadRecord("a record is a JSON object")
    fields = {}
    position = SPACE.match(text, position + 1).end()
    while text[position : position + 1] != "}":
        if fields:
            position = expect(",", text, position)
        key, position = scan_key(text, position)
        position = expect(":", text, position)
        fields[key], position = scan(text, position)
        position = SPACE.match(text, position).end()
    end = position + 1
    refuse_what_python_accepts(fields, text[start:end])
    return fields, end


def scan_key(text, position):
    if text[position : position + 1] != '"':
        raise BadRecord("a key was expected")
    try:
        key, position = json.decoder.scanstring(text, position + 1, True)
    except ValueError as error:
        raise BadRecord(str(error)) from error
    return key, SPACE.match(text, position).end()


def expect(character, text, position):
    if text[position : position + 1] != character:
        raise BadRecord(f"{character} was expected")
    return SPACE.match(text, position + 1).end()


def refuse_what_python_accepts(fields, text):
    """Lone surrogates, which UTF-8 cannot hold, and nesting beyond the limit."""
    if "\\u" in text:
        for key, value in fields.items():
            refuse_surrogates(key)
            refuse_surrogates(value.parsed)
    if text.count("[") + text.count("{") > MAXIMUM_DEPTH and depth(text) > MAXIMUM_DEPTH:
        raise BadRecord(f"deeper than {MAXIMUM_DEPTH}")


def refuse_surrogates(value):
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise BadRecord("a lone surrogate") from error
    elif isinstance(value, list):
        for element in value:
            refuse_surrogates(element)
    elif isinstance(value, dict):
        for key, element in value.items():
            refuse_surrogates(key)
            refuse_surrogates(element)


def depth(text):
    """How deep objects and lists nest, the record itself included."""
    level = deepest = 0
    for match in BRACKETS.finditer(text):
        if match.group(1):
            level += 1
            deepest = max(deepest, level)
        elif match.group(2):
            level -= 1
    return deepest


def uncompressed(path):
    """A file's bytes after gzip or zstd, told by its first bytes."""
    with open(path, "rb") as file:
        first = file.read(4)
    if first[:2] == b"\x1f\x8b":
        return gzip.open(path, "rb")
    if first == b"\x28\xb5\x2f\xfd":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(open(path, "rb"), read_across_frames=True))
    return open(path, "rb")


def read(path, index=0, maximum_line=64 << 20, header=None):
    """Yields, in the order of the input, a dictionary of key to `Value` for each record and a `Bad` for each bad line.

    `header` is what `array_header` says of the first input; its line is passed over where an input begins with it.
    """
    offset = 0
    is_first = True
    with uncompressed(path) as file:
        for number, line in enumerate(file, start=1):
            start = offset
            offset += len(line)
            if number == 1 and line.startswith(BYTE_ORDER_MARK):
                start += len(BYTE_ORDER_MARK)
                line = line[len(BYTE_ORDER_MARK) :]
            data = line.removesuffix(b"\n").removesuffix(b"\r")
            if not data.strip(b" \t\r"):
                continue
            if is_first and header and data.strip() == header[0]:
                is_first = False
                continue
            is_first = False
            yield one(data, index, number, start, maximum_line, header)


def one(data, index, number, start, maximum_line, header):
    try:
        if len(data) > maximum_line:
            raise BadRecord("longer than the limit")
        text = data.decode("utf-8")
        return array_record(text, header[1]) if header and data.lstrip()[:1] == b"[" else record(text)
    except UnicodeDecodeError:
        return Bad(index, number, start, data, "not UTF-8")
    except BadRecord as error:
        return Bad(index, number, start, data, str(error))


def read_json(path):
    """Yields the records of a whole-file JSON array, or of objects that follow one another."""
    with uncompressed(path) as file:
        text = file.read().decode("utf-8-sig")
    position = SPACE.match(text).end()
    is_array = text[position : position + 1] == "["
    position = SPACE.match(text, position + 1 if is_array else position).end()
    while position < len(text) and text[position] != "]":
        fields, position = scan_record(text, position)
        yield fields
        position = SPACE.match(text, position).end()
        if is_array and text[position : position + 1] == ",":
            position = SPACE.match(text, position + 1).end()
