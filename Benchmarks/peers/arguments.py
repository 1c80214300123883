"""The command line that every peer script understands."""

import argparse
import json


def parse():
    """Reads a peer's arguments: mode, threads, columns, output and inputs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mode", choices=["strings", "inferred"], required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--columns", type=json.loads, required=True, help="the names of all columns, as a JSON list")
    parser.add_argument("--output", required=True)
    parser.add_argument("inputs", nargs="+")
    arguments = parser.parse_args()
    arguments.is_csv = arguments.inputs[0].endswith(".csv")
    return arguments
