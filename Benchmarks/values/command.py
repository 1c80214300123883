"""Compares every value of a Parquet file with the NDJSON it was made from, through each foreign reader on its own.

    Benchmarks/check-values --columns strings --bad-records bad/events.parquet.bad-records.ndjson \\
        events.parquet events-1.ndjson events-2.ndjson.gz

The inputs must be given in the order, and by the names, in which they were converted. Exit code 0: all equal; 1: not.
"""

import argparse
import sys

from . import quarantine, readers
from .verify import verify


def main():
    parser = argparse.ArgumentParser(
        prog="check-values", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parquet")
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--columns", default="strings", help="strings, or anything else for typed columns")
    parser.add_argument("--format", choices=["ndjson", "json"], default="ndjson")
    parser.add_argument("--line-limit", type=int, default=64 << 20, help="bytes; longer lines are bad records")
    parser.add_argument("--bad-records", help="the quarantine file that `convert` has written")
    parser.add_argument("--readers", default=",".join(readers.available()), help="default: all that are installed")
    options = parser.parse_args()
    names = options.readers.split(",")
    if unknown := set(names) - set(readers.ALL):
        parser.error(f"unknown reader {', '.join(unknown)}; there are {', '.join(readers.ALL)}")
    report = verify(options.parquet, options.inputs, options.columns, names, options.format, options.line_limit)
    bad = list(quarantine.differences(report.bad_records, options.inputs, options.bad_records))
    print(
        f"{report.rows} records, {report.values} values, {report.rescued} of them rescued,"
        f" {len(report.bad_records)} bad records"
    )
    for name in names:
        problems = report.problems[name]
        print(f"{name}: {'every value equal' if not problems else 'DIFFERENT'}")
        for problem in problems:
            print(f"  {problem}")
    for problem in bad:
        print(f"quarantine: {problem}")
    return 0 if report.is_equal and not bad else 1


if __name__ == "__main__":
    sys.exit(main())
