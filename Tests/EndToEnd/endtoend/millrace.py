"""The binary as a process."""

import json
import os
import pathlib
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]


def newest(name):
    """The newest build of a product."""
    builds = [ROOT / ".build" / kind / name for kind in ("release", "debug")]
    found = sorted((path for path in builds if path.exists()), key=lambda path: -path.stat().st_mtime)
    if not found:
        raise SystemExit(f"there is no build of {name}; run `swift build --product {name}`")
    return str(found[0].resolve())


class Millrace:
    """Runs the binary in a folder with the environment of a server."""

    def __init__(self, binary, folder, environment):
        self.binary = binary
        self.folder = pathlib.Path(folder)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "S3_", "SQS_"))}
        self.environment = {**kept, **environment}

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return name

    def start(self, *arguments, environment=None, stdin=subprocess.DEVNULL):
        """Starts it; what it says goes to `millrace.log`, what it prints to a pipe-less file of its own."""
        number = time.monotonic_ns()
        output = self.folder / f"millrace-{number}.out"
        with open(self.folder / "millrace.log", "ab") as log, open(output, "wb") as printed:
            process = subprocess.Popen(
                [self.binary, *arguments], cwd=self.folder, stdin=stdin, stdout=printed, stderr=log,
                env={**self.environment, **(environment or {})},
            )
        process.output = output
        return process

    def run(self, *arguments, timeout=600, expected=(0,), environment=None, input=None):
        """Runs it to its end. Returns the exit code, standard output and standard error."""
        answer = subprocess.run(
            [self.binary, *arguments], cwd=self.folder, input=input, capture_output=True, timeout=timeout,
            env={**self.environment, **(environment or {})},
        )
        with open(self.folder / "millrace.log", "ab") as log:
            log.write(answer.stderr)
        if answer.returncode not in expected:
            said = answer.stderr.decode(errors="replace")[-1500:]
            raise RuntimeError(f"millrace {' '.join(arguments)} ended with {answer.returncode}:\n{said}")
        return answer.returncode, answer.stdout, answer.stderr

    def json(self, *arguments, **options):
        """Runs it with --json."""
        code, output, _ = self.run(*arguments, "--json", **options)
        return code, json.loads(output)

    def events(self):
        """What was logged as JSON, by all processes so far."""
        events = []
        path = self.folder / "millrace.log"
        for line in path.read_bytes().splitlines() if path.exists() else []:
            if line.startswith(b"{"):
                try:
                    events.append(json.loads(line))
                except ValueError:
                    continue
        return events


def stop(process, seconds=60):
    """SIGTERM; returns the exit code and how long it took."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode, time.monotonic() - began
