"""One run of `millrace convert`, and everything that is then compared."""

import hashlib
import pathlib
import subprocess

from . import quarantine
from .verify import verify

DONE = 0
INCOMPLETE = 3


class Conversion:
    """Inputs converted in one mode with one codec."""

    def __init__(self, given, mode, codec, place, choice):
        self.given = given
        self.mode = mode
        self.codec = codec
        self.readers = choice.readers
        self.name = f"{given.name}-{mode}-{codec}"
        self.output = place / f"{self.name}.parquet"
        self.quarantine = place / "quarantine"
        self.command = self.arguments(choice.millrace, self.output, workers=2)
        self.single = self.arguments(choice.millrace, self.output.with_suffix(".single.parquet"), workers=1)
        self.report = None
        self.other_problems = []

    def arguments(self, millrace, output, workers):
        options = ["--columns", self.mode, "--compression", self.codec, "--workers", str(workers)]
        options += ["--quarantine", str(self.quarantine), "--overwrite", *self.given.options]
        return [str(millrace), "convert", *options, *self.given.paths, str(output)]

    @property
    def problems(self):
        found = list(self.other_problems)
        if self.report is not None:
            found += [f"{name}: {problem}" for name in self.readers for problem in self.report.problems[name]]
        return found

    @property
    def is_equal(self):
        return not self.problems

    def run(self):
        """Converts and compares; what is wrong is in `problems`."""
        self.output.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(self.command, capture_output=True, text=True)
        said = (done.stderr + done.stdout).strip()[-600:]
        if self.given.refused:
            self.check_refusal(done.returncode, said)
        elif done.returncode not in (DONE, INCOMPLETE):
            self.other_problems.append(f"exit code {done.returncode}: {said}")
        elif not self.output.exists():
            self.other_problems.append(f"exit code {done.returncode}, but there is no output: {said}")
        else:
            self.compare(done.returncode)
        self.clean()

    def check_refusal(self, code, said):
        if code == DONE or self.output.exists():
            self.other_problems.append(f"should have been refused; exit code {code}")
        if pathlib.Path(self.given.paths[0]).name not in said:
            self.other_problems.append(f"the refusal does not name the file: {said}")

    def compare(self, code):
        limit = 64 << 20
        if "--line-limit" in self.given.options:
            limit = int(self.given.options[1].removesuffix("MiB")) << 20
        inputs = self.given.paths
        self.report = verify(self.output, inputs, self.mode, self.readers, self.given.format, limit)
        bad = self.quarantine / f"{self.output.name}.bad-records.ndjson"
        self.other_problems += quarantine.differences(self.report.bad_records, inputs, bad)
        if (code == INCOMPLETE) != bool(self.report.bad_records):
            self.other_problems.append(f"exit code {code} with {len(self.report.bad_records)} bad records")
        if self.codec == "snappy":
            self.compare_workers()

    def compare_workers(self):
        """The bytes must not depend on the number of workers."""
        subprocess.run(self.single, capture_output=True)
        if digest(self.output) != digest(pathlib.Path(self.single[-1])):
            self.other_problems.append("one worker and two give different bytes")

    def clean(self):
        if self.is_equal:
            for path in (self.output, pathlib.Path(self.single[-1])):
                path.unlink(missing_ok=True)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
