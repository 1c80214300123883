"""Whether quarantine holds exactly the bad lines: each once, with its place and its bytes."""

import base64
import json
import pathlib


# Longer records are cut when they are reported, so that quarantine cannot take all memory.
MOST_BYTES = 1 << 20


def differences(expected, inputs, path):
    """What is not as it should be, in words. `path` is the NDJSON of bad records; where it is missing there are none."""
    found = {}
    for entry in entries(path):
        place = (entry["input"], entry["line"])
        if place in found:
            yield f"line {entry['line']} of {entry['input']} is quarantined twice"
        found[place] = entry
    for bad in expected:
        entry = found.pop((str(inputs[bad.input]), bad.line), None)
        if entry is None:
            yield f"line {bad.line} of {inputs[bad.input]} is bad ({bad.reason}) but not in quarantine"
            continue
        if entry["byte_offset"] != bad.offset:
            yield f"line {bad.line}: quarantined at byte {entry['byte_offset']}, it begins at {bad.offset}"
        if content(entry) != bad.data[:MOST_BYTES]:
            yield f"line {bad.line}: quarantine holds {content(entry)[:80]!r} for {bad.data[:80]!r}"
        if not entry["reason"]:
            yield f"line {bad.line}: quarantined without a reason"
    for (name, line), entry in found.items():
        yield f"line {line} of {name} is quarantined ({entry['reason']}), but it is a record"


def entries(path):
    if path is None or not pathlib.Path(path).exists():
        return []
    return [json.loads(line) for line in pathlib.Path(path).read_bytes().splitlines()]


def content(entry):
    """The bytes of the bad record, without the end of its line."""
    data = base64.b64decode(entry["base64"]) if "base64" in entry else entry["text"].encode()
    return data.removesuffix(b"\n").removesuffix(b"\r")
