"""Whether one value found in a column is the one that the input has, or else is among the row's rescued values."""

import datetime
import decimal
import re
import uuid

import pyarrow.types as types

from . import arrow
from .records import Float, Int, parse

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):?(\d\d))?"
)
EPOCH = datetime.date(1970, 1, 1)


class Row:
    """One row under comparison: its rescued values, and what was found wrong."""

    def __init__(self, rescued, any_text):
        self.rescued = rescued
        self.any_text = any_text
        self.used = set()
        self.problems = []

    def wrong(self, path, expected, found):
        self.problems.append(f"{path!r}: the input has {shown(expected)}, the output has {shown(found)}")

    def rescues(self, path, expected):
        """Whether the value at a path is among the rescued ones. Two values of one path are a loss."""
        if path not in self.rescued:
            return False
        if path in self.used:
            self.problems.append(f"{path!r}: two rescued values share this path, one is lost")
        self.used.add(path)
        if self.rescued[path] != expected:
            self.wrong(f"_rescued {path}", expected, self.rescued[path])
        return True

    def must_rescue(self, path, expected):
        """A value that has no column is rescued; a null may be."""
        if not self.rescues(path, expected) and expected is not None:
            self.problems.append(f"{path!r}: {shown(expected)} is neither in a column nor rescued")

    def finish(self):
        for path in self.rescued.keys() - self.used:
            self.problems.append(f"{path!r}: rescued, but in its column or not in the input")


def shown(value):
    text = repr(value)
    return text if len(text) <= 120 else text[:100] + f"… ({len(text)} characters)"


def check(row, path, kind, expected, found, raw):
    """Compares one value; `raw` is its text in the input where that is known (at the top level)."""
    if expected is None:
        if found is not None:
            row.wrong(path, expected, found)
    elif found is None:
        if not row.rescues(path, expected):
            row.wrong(path, expected, found)
    elif types.is_struct(kind):
        check_structure(row, path, kind, expected, found)
    elif types.is_map(kind):
        check_map(row, path, kind, expected, found)
    elif arrow.is_list(kind):
        check_list(row, path, kind, expected, found)
    elif not matches(kind, expected, found, raw if row.any_text else None):
        row.wrong(path, expected, found)


def check_structure(row, path, kind, expected, found):
    if not isinstance(expected, dict):
        return row.wrong(path, expected, found)
    known = {kind.field(i).name: i for i in range(kind.num_fields)}
    for name, i in known.items():
        check(row, f"{path}.{word(name)}", kind.field(i).type, expected.get(name), found[i], None)
    for name in expected.keys() - known.keys():
        row.must_rescue(f"{path}.{word(name)}", expected[name])


def word(key):
    """A key as rescued values' paths spell it: in quotes where it has dots or brackets, begins with a quote, or is empty."""
    plain = key and "." not in key and "[" not in key and key[0] != '"'
    return key if plain else quoted(key)


def quoted(key):
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    escaped = (short.get(c) or (c if c >= " " else f"\\u{ord(c):04x}") for c in key)
    return '"' + "".join(escaped) + '"'


def check_list(row, path, kind, expected, found):
    if not isinstance(expected, list) or len(expected) != len(found):
        return row.wrong(path, expected, found)
    for i, (left, right) in enumerate(zip(expected, found)):
        check(row, f"{path}[{i}]", kind.value_type, left, right, None)


def check_map(row, path, kind, expected, found):
    if not isinstance(expected, dict) or expected.keys() != {key for key, _ in found} or len(expected) != len(found):
        return row.wrong(path, expected, found)
    for i, (key, value) in enumerate(found):
        check(row, f"{path}[{i}]", kind.item_type, expected[key], value, None)


def matches(kind, expected, found, raw):
    """Whether a leaf's value means the same as the JSON value, without loss."""
    if arrow.is_json(kind):
        return parse(found) == expected
    if arrow.is_text(kind):
        return found == expected if type(expected) is str else found == raw
    if types.is_boolean(kind):
        return expected is found
    if types.is_integer(kind):
        return isinstance(expected, (Int, Float)) and decimal.Decimal(expected) == found
    if types.is_floating(kind):
        return matches_double(expected, found)
    if types.is_timestamp(kind):
        return type(expected) is str and microseconds(expected, kind.tz is not None) == found
    if types.is_date(kind):
        return type(expected) is str and days(expected) == found
    if types.is_decimal(kind):
        return isinstance(expected, str) and decimal.Decimal(expected) == found
    if arrow.is_uuid(kind):
        return type(expected) is str and bool(UUID.fullmatch(expected)) and uuid.UUID(expected).bytes == found
    return False


def matches_double(expected, found):
    """The nearest double; an integer must be exactly one, and nothing may become infinite or lose its sign."""
    if not isinstance(expected, (Int, Float)):
        return False
    nearest = float(expected)
    if found == arrow.NEGATIVE_ZERO:
        return str(nearest) == "-0.0"
    if nearest in (float("inf"), float("-inf")) or nearest != found or str(nearest) == "-0.0":
        return False
    return not isinstance(expected, Int) or decimal.Decimal(expected) == decimal.Decimal(nearest)


def days(text):
    """Days since 1970 of a date of four-two-two digits, or None."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return (datetime.date.fromisoformat(text) - EPOCH).days
    except ValueError:
        return None


def microseconds(text, has_zone):
    """Microseconds since 1970 of a timestamp, or None where it is none, or would lose part of its fraction."""
    match = TIMESTAMP.fullmatch(text)
    if not match:
        return None
    date, hour, minute, second, fraction, zulu, sign, zone_hour, zone_minute = match.groups()
    day = days(date)
    micros = (fraction or "").ljust(9, "0")
    if day is None or int(hour) > 23 or int(minute) > 59 or int(second) > 59 or micros[6:] != "000":
        return None
    if bool(zulu or sign) != has_zone:
        return None
    offset = 0
    if sign:
        offset = (int(zone_hour) * 60 + int(zone_minute)) * (-60 if sign == "-" else 60)
    seconds = day * 86_400 + int(hour) * 3_600 + int(minute) * 60 + int(second) - offset
    return seconds * 1_000_000 + int(micros[:6])
