"""What is measured: each work fills the server, lets contenders take turns, counts what they wrote, and prints a table."""

import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
BODY = {"type": "page_view", "user": "6f1a", "url": "https://example.com/" + "x" * 200, "agent": "Mozilla/5.0 " + "y" * 260}


class Bench:
    """The server and what contenders need."""

    def __init__(self, choice, server, aws, folder, pipelines, limits):
        self.choice, self.server, self.aws, self.folder = choice, server, aws, folder
        self.pipelines, self.limits = pipelines, limits
        self.serial = 0

    def name(self, prefix):
        self.serial += 1
        return f"{prefix}-{self.serial}"

    def measured(self, command, cwd=HERE):
        """Seconds of the clock and of CPU of one process."""
        environment = {**os.environ, **self.server.environment()}
        log = self.folder / "clients.log"
        with open(log, "wb") as said:
            began = time.monotonic()
            process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=said, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - began
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{command[:3]} ended with {process.returncode}:\n{log.read_text()[-1500:]}")
        return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime}

    def millrace(self, text):
        """Runs a pipeline until it is idle."""
        folder = self.folder / self.name("run")
        folder.mkdir()
        (folder / "pipeline.yaml").write_text(text)
        return self.measured([self.choice.binary, "run", "pipeline.yaml", "--until-idle"], cwd=folder)

    def boto3(self, module, threads, *arguments):
        return self.measured([sys.executable, "-m", f"queues.{module}", str(threads), *arguments])

    def limit(self, service, method, path, body=b"", headers=None, count=64, connections=8):
        """Answers and bytes a second that a raw load gets out of the server."""
        requests = [
            self.limits.signed(
                service, method, self.server.url + path.format(n=number), body, self.server.keys, "eu-central-1", headers)
            for number in range(count if "{n}" in path else 1)
        ]
        return self.limits.rate(self.server.port, requests, 4, connections)


def turns(bench, contenders, unit):
    """Lets contenders take turns; prints and returns medians. Each is (name, count, run)."""
    runs = {name: [] for name, _, _ in contenders}
    for _ in range(bench.choice.runs):
        for name, count, run in contenders:
            found = run(count)
            runs[name].append({**found, "per_second": count / found["wall"], "cpu_per_1000": found["cpu"] / count * 1000})
    first = contenders[0][0]
    medians = {
        name: {key: statistics.median(run[key] for run in some) for key in some[0]} for name, some in runs.items()}
    print(f"| contender | {unit}/s | client CPU s per 1,000 | times Millrace's CPU |\n|---|---:|---:|---:|")
    for name, found in medians.items():
        ratio = found["cpu_per_1000"] / medians[first]["cpu_per_1000"]
        print(
            f"| {name} | {found['per_second']:,.0f} | {found['cpu_per_1000']:.3f} | {ratio:.1f} |", flush=True)
    return {"medians": medians, "runs": runs}


def archive_queue(bench):
    """SQS → S3, one object a message."""
    aws, choice = bench.aws, bench.choice
    print("\narchive-queue: one object a message, bodies of about 600 bytes")
    bodies = [json.dumps({**BODY, "n": number}) for number in range(choice.messages)]

    def prepared(count):
        queue, bucket = aws.queue(bench.name("archive"), visibility=120), aws.bucket(bench.name("archive"))
        lines = "\n".join(bodies[:count]).encode()
        subprocess.run(
            [choice.binary, "send", queue], input=lines, check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, **bench.server.environment()})
        return queue, bucket

    def checked(bucket, count, found):
        written = len(aws.keys(bucket))
        if written != count:
            raise SystemExit(f"{written} objects for {count} messages")
        return found

    def ours(count):
        queue, bucket = prepared(count)
        return checked(bucket, count, bench.millrace(bench.pipelines.archive(queue, bucket, "objects")))

    def theirs(threads):
        def run(count):
            queue, bucket = prepared(count)
            return checked(bucket, count, bench.boto3("boto3_archive", threads, queue, bucket))
        return run

    share = max(100, int(choice.messages * choice.share))
    contenders = [("millrace", choice.messages, ours)]
    contenders += [(f"boto3, {threads} threads", share, theirs(threads)) for threads in choice.threads]
    results = turns(bench, contenders, "messages")
    bucket = aws.bucket(bench.name("limit"))
    puts, _ = bench.limit("s3", "PUT", f"/{bucket}/{{n}}", json.dumps(BODY).encode())
    print(f"The server's own limit: {puts:,.0f} puts a second from a raw load on the same machine.")
    return {**results, "server_puts_per_second": puts}


def process_objects(bench):
    """S3 events on SQS → objects → results."""
    aws, choice = bench.aws, bench.choice
    size = 20_000
    print(f"\nprocess-objects: objects of {size // 1000} kB, every fourth gzip, lines counted")
    line = json.dumps(BODY).encode() + b"\n"
    content = line * (size // len(line))
    source = aws.bucket(bench.name("objects"))
    objects = [(f"{n:06}.ndjson" + ("" if n % 4 else ".gz"), content if n % 4 else gzip.compress(content))
               for n in range(choice.objects)]
    aws.put_all(source, objects)

    def prepared(count):
        from endtoend import events
        queue, bucket = aws.queue(bench.name("process"), visibility=120), aws.bucket(bench.name("results"))
        listing = aws.s3.get_paginator("list_objects_v2").paginate(Bucket=source)
        found = [one for page in listing for one in page["Contents"]][:count]
        bodies = [
            json.dumps(events.direct(source, (one["Key"], one["Size"], one["ETag"].strip('"'), f"{n:016X}")))
            for n, one in enumerate(found)
        ]
        aws.send(queue, bodies)
        return queue, bucket

    def checked(bucket, count, found):
        written = len(aws.keys(bucket))
        if written != count:
            raise SystemExit(f"{written} results for {count} objects")
        return found

    def ours(count):
        queue, bucket = prepared(count)
        return checked(bucket, count, bench.millrace(bench.pipelines.process(queue, bucket)))

    def theirs(threads):
        def run(count):
            queue, bucket = prepared(count)
            return checked(bucket, count, bench.boto3("boto3_process", threads, queue, bucket))
        return run

    share = max(100, int(choice.objects * choice.share))
    contenders = [("millrace", choice.objects, ours)]
    contenders += [(f"boto3, {threads} threads", share, theirs(threads)) for threads in choice.threads]
    results = turns(bench, contenders, "objects")
    gets, speed = bench.limit("s3", "GET", f"/{source}/{objects[1][0]}")
    print(f"The server's own limit: {gets:,.0f} gets a second, {speed / 1e6:,.0f} MB/s, from a raw load.")
    return {**results, "server_gets_per_second": gets}


def s3_to_parquet(bench):
    """S3 → Parquet → S3 against disk → Parquet → disk."""
    aws, choice = bench.aws, bench.choice
    folder = choice.data.resolve() / f"files-{choice.files}-seed-{choice.seed}"
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        subprocess.run(
            [choice.binary, "generate", str(partial), "--count", str(choice.files), "--seed", str(choice.seed)], check=True,
            stdout=subprocess.DEVNULL)
        partial.rename(folder)
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    total = sum(path.stat().st_size for path in paths)
    print(f"\ns3-to-parquet: {len(paths)} files, {total / 1e6:,.0f} MB, strings, Snappy, two workers")
    source = aws.bucket(bench.name("parquet-in"))
    aws.put_all(source, ((path.name, path.read_bytes()) for path in paths), threads=4)
    batch = "{size: 250MB, age: 1s}"

    def from_disk(_):
        name = bench.name("lake")
        text = f"""\
pipeline: {name}
source: {{directory: {json.dumps(str(folder))}, settle: 0s}}
checks: {{name: any}}
sink: {{parquet: {{to: {json.dumps(str(bench.folder / name))}, partition: none, batch: {batch}}}}}
workers: 2
"""
        return bench.millrace(text)

    def from_s3(_):
        name = bench.name("parquet")
        lake = aws.bucket(name)
        text = bench.pipelines.parquet("unused", lake, "./ledger.sqlite", batch=batch, name=name, extra="workers: 2\n")
        # Listed, as the folder is: events would add the time after which a queue counts as empty.
        lines = [
            f'source: {{s3-list: {{from: "s3://{source}", match: "*"}}}}' if line.startswith("source:") else line
            for line in text.splitlines()
        ]
        text = "\n".join(lines) + "\n"
        return bench.millrace(text.replace("row-group: 100kB", "row-group: 64MB"))

    speeds = {"disk": [], "s3": []}
    for _ in range(choice.runs):
        for name, run in (("disk", from_disk), ("s3", from_s3)):
            speeds[name].append(run(None))
    medians = {name: statistics.median(total / 1e6 / run["wall"] for run in runs) for name, runs in speeds.items()}
    cpu = {name: statistics.median(run["cpu"] for run in runs) for name, runs in speeds.items()}
    _, limit = bench.limit("s3", "GET", f"/{source}/{paths[0].name}", connections=4)
    for name in speeds:
        print(f"| {name} | {medians[name]:,.0f} MB/s | {cpu[name]:.2f} CPU s |")
    print(
        f"From S3: {medians['s3'] / medians['disk']:.0%} of the speed from disk. The server's own limit: {limit / 1e6:,.0f} MB/s "
        "read by a raw load; it shares the two cores with its client.", flush=True)
    return {"runs": speeds, "megabytes_per_second": medians, "server_megabytes_per_second": limit / 1e6}


ALL = {"archive-queue": archive_queue, "process-objects": process_objects, "s3-to-parquet": s3_to_parquet}
