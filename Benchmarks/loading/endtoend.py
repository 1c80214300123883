"""From a folder into a queue over HTTP: records a second of the whole program on two cores, the server beside it on the same ones."""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import time

from endtoend import cloud, testserver

from .packing import SELECTION

LAYOUTS = ["ndjson", "array", "single"]

PIPELINE = """\
pipeline: {name}
source: {{directory: {inbox}, match: "*.ndjson", settle: 0s}}
transforms:
  - select: "{selection}"
sink:
  queue: {{to: "sqs:{name}", layout: {layout}}}
ledger: ./ledger.sqlite
quarantine: ./quarantine
"""


def run(choice, folder):
    """Loads the same files in each layout, in turns; prints and returns what was measured."""
    inbox = data(choice)
    records = sum(path.read_bytes().count(b"\n") for path in inbox.iterdir())
    found = {layout: [] for layout in LAYOUTS}
    with testserver.TestServer(folder) as server:
        aws = cloud.Cloud(server)
        for number in range(choice.runs):
            for layout in LAYOUTS:
                one = load(choice, server, aws, folder, inbox, f"{layout}-{number}", layout)
                if number == 0:
                    check(aws, one, layout, records)
                aws.sqs.purge_queue(QueueUrl=one.pop("url"))
                found[layout].append({**one, "records": records, "records_a_second": records / one["wall"]})
    return report(found)


def data(choice):
    """A folder of files of web events, 3.5 MB each."""
    inbox = (choice.data / f"load-files-{choice.files}-seed-{choice.seed}").resolve()
    if not inbox.exists():
        made = inbox.with_suffix(".part")
        shutil.rmtree(made, ignore_errors=True)
        command = [choice.build / "millrace", "generate", made, "--count", str(choice.files), "--seed", str(choice.seed)]
        subprocess.run(command, check=True)
        made.rename(inbox)
    return inbox


def load(choice, server, aws, folder, inbox, name, layout):
    """One run of the program, start-up included."""
    url = aws.queue(name)
    place = pathlib.Path(folder) / name
    place.mkdir()
    text = PIPELINE.format(name=name, inbox=inbox, selection=SELECTION, layout=layout)
    (place / "pipeline.yaml").write_text(text)
    command = [(choice.build / "millrace").resolve(), "run", "pipeline.yaml", "--until-idle"]
    busy = seconds_of(server.process.pid)
    with open(place / "log", "wb") as log:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=place, stdout=log, stderr=log, env={**os.environ, **server.environment()})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{layout}: ended with {process.returncode}:\n{(place / 'log').read_text()[-1500:]}")
    return {
        "url": url, "wall": wall, "cpu": usage.ru_utime + usage.ru_stime,
        "server_cpu": seconds_of(server.process.pid) - busy, "messages": aws.counts(url)[0],
    }


def seconds_of(pid):
    """CPU seconds of a process so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def check(aws, one, layout, records):
    """Stops unless each record is in the queue once. Single messages are counted, the others are read."""
    if layout == "single":
        arrived = one["messages"]
    else:
        bodies = [message["Body"] for message in aws.receive_all(one["url"])]
        arrived = sum(len(json.loads(body)) if layout == "array" else body.count("\n") + 1 for body in bodies)
    if arrived != records:
        raise SystemExit(f"{layout}: {records} records were to be loaded, and {arrived} are in the queue")


def report(found):
    print(f"{'layout':8}{'records/s':>12}{'lowest':>12}{'messages':>10}{'CPU s':>8}{'server CPU s':>14}")
    for layout, runs in found.items():
        median = statistics.median(one["records_a_second"] for one in runs)
        lowest = min(one["records_a_second"] for one in runs)
        cpu = statistics.median(one["cpu"] for one in runs)
        server = statistics.median(one["server_cpu"] for one in runs)
        print(f"{layout:8}{median:12,.0f}{lowest:12,.0f}{runs[0]['messages']:10,}{cpu:8.2f}{server:14.2f}")
    return {"end_to_end": found}
