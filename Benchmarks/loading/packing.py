"""Parse, select, pack: records a second on one core."""

import json
import pathlib
import statistics
import subprocess
import sys

SELECTION = "{id: event_id, user: user_id, url: url}"
PYTHON = pathlib.Path(__file__).resolve().parent.parent / "peers" / "load_python.py"


def run(choice, folder):
    """Times all contenders in turns; prints and returns their medians."""
    path = data(choice)
    contenders = {
        "millrace": [choice.build / "MillraceMicrobenchmark", "pack", path, "1", SELECTION, "ndjson"],
        "orjson": [sys.executable, PYTHON, "orjson", path, "1"],
        "json": [sys.executable, PYTHON, "json", path, "1"],
    }
    check(contenders, choice.core, folder)
    speeds = {name: [] for name in contenders}
    for _ in range(choice.runs):
        for name, command in contenders.items():
            records, _, _, cpu, _ = measure(command, choice.core)
            speeds[name].append(records / cpu)
    return report(speeds)


def data(choice):
    """A file of web events, about 770 bytes each."""
    path = choice.data / f"load-{choice.size}-seed-{choice.seed}.ndjson"
    if not path.exists():
        command = [choice.build / "millrace", "generate", "--single", choice.size, "--seed", str(choice.seed), path]
        subprocess.run(command, check=True)
    return path


def measure(command, core):
    """What one run of a contender prints, as numbers."""
    pinned = ["taskset", "-c", str(core), *map(str, command)]
    printed = subprocess.run(pinned, check=True, capture_output=True, text=True).stdout
    return [float(word) for word in printed.split()]


def check(contenders, core, folder):
    """Stops unless all pack the same records in the same number of messages."""
    found = {}
    for name, command in contenders.items():
        out = folder / name
        numbers = measure([*command, out], core)
        records = [json.loads(line) for line in out.read_bytes().splitlines()]
        if len(records) != numbers[0]:
            sys.exit(f"{name} says {numbers[0]} records and has written {len(records)}")
        found[name] = (numbers[1], records)
    if any(one != found["json"] for one in found.values()):
        sys.exit("the contenders do not pack the same: " + str({name: one[0] for name, one in found.items()}))


def report(speeds):
    medians = {name: statistics.median(values) for name, values in speeds.items()}
    print(f"{'':10}{'records/s':>12}{'lowest':>12}{'highest':>12}{'of orjson':>11}{'of json':>9}")
    for name, values in speeds.items():
        ratios = medians[name] / medians["orjson"], medians[name] / medians["json"]
        print(
            f"{name:10}{medians[name]:12,.0f}{min(values):12,.0f}{max(values):12,.0f}{ratios[0]:11.2f}{ratios[1]:9.2f}"
        )
    return {"packing": {"records_a_second": speeds, "medians": medians}}
