"""Running one process and measuring it."""

import dataclasses
import os
import pathlib
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Measurement:
    """What one run cost: seconds on the clock, seconds of CPU, bytes of memory at most, bytes written."""

    wall: float
    cpu: float
    peak_memory: int
    output_bytes: int


class Failed(Exception):
    """A contender's process did not end well; holds what it said."""


def run(command, output, environment=None):
    """Runs a command to its end. CPU and memory include the processes it waited for."""
    log = pathlib.Path(f"{output}.log")
    with open(log, "wb") as said:
        start = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_text(errors="replace")[-1500:]
        raise Failed(f"exit code {process.returncode}: {' '.join(command)[:300]}\n{tail}")
    return Measurement(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, size(output))


def size(output):
    """Bytes of Parquet in a file, or in a directory of part files."""
    output = pathlib.Path(output)
    if output.is_dir():
        return sum(part.stat().st_size for part in output.glob("*.parquet"))
    return output.stat().st_size
