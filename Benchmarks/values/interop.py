"""Converts adversarial, generated and real data in every mode and codec, and compares every value through foreign readers.

    Benchmarks/interop                    everything, with all readers that are installed
    Benchmarks/interop --quick            for CI: small data, one codec, no Spark
    Benchmarks/interop --only 'number*'   the cases whose names match

Exit code 0: every value equal to every reader, quarantine exact, bytes the same for one worker and two; 1: not.
"""

import argparse
import pathlib
import sys
import tempfile

from . import csv_files, readers
from .conversion import Conversion
from .inputs import all_inputs

HERE = pathlib.Path(__file__).resolve().parent.parent
CODECS = ("snappy", "zstd", "gzip", "none")
MODES = ("strings", "inferred")


def options():
    parser = argparse.ArgumentParser(
        prog="interop", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small data, Snappy alone, no Spark")
    parser.add_argument("--only", metavar="PATTERN", default="*", help="cases by name")
    parser.add_argument("--columns", nargs="+", choices=MODES, default=MODES)
    parser.add_argument("--codecs", nargs="+", choices=CODECS)
    parser.add_argument("--readers", help="separated by commas; default: all that are installed")
    parser.add_argument("--millrace", type=pathlib.Path, default=HERE.parent / ".build" / "release" / "millrace")
    parser.add_argument("--keep", type=pathlib.Path, help="work in this directory and leave everything there")
    choice = parser.parse_args()
    quick_readers = [name for name in readers.available() if name != "spark" or not choice.quick]
    choice.readers = choice.readers.split(",") if choice.readers else quick_readers
    choice.codecs = choice.codecs or (CODECS[:1] if choice.quick else CODECS)
    return choice


def main():
    choice = options()
    if not choice.millrace.exists():
        sys.exit(f"interop: {choice.millrace} is not there; run: swift build -c release --product millrace")
    if choice.keep:
        choice.keep.mkdir(parents=True, exist_ok=True)
        return run(choice, choice.keep)
    with tempfile.TemporaryDirectory(prefix="millrace-interop-") as place:
        return run(choice, pathlib.Path(place))


def run(choice, place):
    print("| case | columns | codec | records | values | rescued | bad | " + " | ".join(choice.readers) + " | else |")
    print("|---|---|---|---:|---:|---:|---:|" + "---|" * (len(choice.readers) + 1))
    failed = []
    count = 0
    for given in all_inputs(place, choice):
        for mode in choice.columns:
            for codec in choice.codecs:
                conversion = Conversion(given, mode, codec, place / "out", choice)
                conversion.run()
                count += 1
                print(row(conversion, choice.readers), flush=True)
                if not conversion.is_equal:
                    failed.append(conversion)
    print(f"\n{count} conversions, {len(failed)} with differences")
    failed_csv = csv_files.run(choice, place)
    count += failed_csv is not None
    for conversion in failed:
        print(f"\n{conversion.name}: {conversion.given.about}\n  {' '.join(conversion.command)}")
        for problem in conversion.problems:
            print(f"  {problem}")
    return 1 if failed or failed_csv or not count else 0


def row(conversion, names):
    report = conversion.report
    counts = ["–"] * 4
    verdicts = ["–"] * len(names)
    if report is not None:
        counts = [f"{n:,}" for n in (report.rows, report.values, report.rescued, len(report.bad_records))]
        verdicts = ["FAIL" if report.problems[name] else "equal" for name in names]
    verdicts.append("FAIL" if conversion.other_problems else "ok")
    return "| " + " | ".join([conversion.given.name, conversion.mode, conversion.codec, *counts, *verdicts]) + " |"


if __name__ == "__main__":
    sys.exit(main())
