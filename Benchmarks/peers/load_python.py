"""Python on one core: parse, pick three fields, pack into messages of up to 1 MiB.

    load_python.py orjson|json FILE RUNS [OUT]

Prints for each run: records, messages, bytes, CPU seconds, wall seconds. Writes the last run's messages to OUT.
"""

import json
import sys
import time

LIMIT = 1 << 20


def codecs(name):
    """Functions from bytes to a record and from a record to bytes."""
    if name == "orjson":
        import orjson

        return orjson.loads, orjson.dumps
    return json.loads, lambda record: json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()


def pack(path, loads, dumps, emit):
    """Calls `emit` with each message of a file; returns how many records they hold."""
    lines, size, records = [], 0, 0
    with open(path, "rb") as file:
        for line in file:
            get = loads(line).get
            picked = dumps({"id": get("event_id"), "user": get("user_id"), "url": get("url")})
            if size + len(picked) > LIMIT:
                emit(b"\n".join(lines))
                lines, size = [], 0
            lines.append(picked)
            size += len(picked) + 1
            records += 1
    if lines:
        emit(b"\n".join(lines))
    return records


def main():
    name, path, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    loads, dumps = codecs(name)
    kept = []
    for _ in range(runs):
        sizes = []

        def emit(message):
            sizes.append(len(message))
            if len(sys.argv) > 4:
                kept.append(message)

        wall, cpu = time.perf_counter(), time.process_time()
        records = pack(path, loads, dumps, emit)
        spent = time.process_time() - cpu, time.perf_counter() - wall
        print(records, len(sizes), sum(sizes), *spent)
    if len(sys.argv) > 4:
        with open(sys.argv[4], "wb") as file:
            file.writelines(message + b"\n" for message in kept)


main()
