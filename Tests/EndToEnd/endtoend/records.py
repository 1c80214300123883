"""Objects of records, each with an identity of its own."""

import gzip
import json


def ndjson(number, lines, chooser, width=40):
    """An object of `lines` records. Returns its bytes and the identities in it."""
    identities = [f"{number}-{line}" for line in range(lines)]
    rows = [
        json.dumps({"id": identity, "n": line, "text": "x" * chooser.randrange(width), "umlaut": "Grüße 🌍"})
        for line, identity in enumerate(identities)
    ]
    return ("\n".join(rows) + "\n").encode(), identities


def stored(number, content):
    """Some objects are compressed; the second member of those with two must not be dropped."""
    if number % 5 == 3:
        middle = content.index(b"\n", len(content) // 2) + 1 if b"\n" in content[len(content) // 2:-1] else len(content)
        return ".gz", gzip.compress(content[:middle]) + (gzip.compress(content[middle:]) if content[middle:] else b"")
    return "", content
