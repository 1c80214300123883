"""script/e2e: Millrace on real endpoints. `script/e2e --help` lists what it proves."""

import argparse
import random
import sys

from . import credentials, functions, jobs, kills, load, long_work, millrace, oddities, sigterm, soak, tls, topic

TESTS = {
    "jobs": (jobs.run, "every job end to end, fed and checked by boto3 and DuckDB"),
    "oddities": (oddities.run, "every event twice, shuffled, wrapped, with ugly keys; objects gone and replaced"),
    "kills": (kills.run, "three processes on one queue and one ledger, one killed every few seconds, faults on"),
    "load": (load.run, "four loaders on one folder and one ledger of each kind, killed at random"),
    "long-work": (long_work.run, "an object whose processing takes five times the visibility timeout"),
    "sigterm": (sigterm.run, "SIGTERM under load: exit 0 in time, and what is not finished visible again"),
    "tls": (tls.run, "a job over TLS; certificates of strangers and for other hosts are refused"),
    "topic": (topic.run, "csv-to-topic as services: outputs read by DuckDB, topic, consumers, a webhook, dead letters"),
    "soak": (soak.run, "hundreds of thousands of messages; memory stays flat"),
    "lambda": (functions.run, "packaged functions under AWS's emulator of the Lambda runtime; cold starts"),
    "credentials": (credentials.run, "web identity, container, instance metadata, profiles, credential process"),
}


def main():
    parser = argparse.ArgumentParser(
        prog="script/e2e", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="tests:\n" + "\n".join(f"  {name:12} {about}" for name, (_, about) in TESTS.items()),
    )
    parser.add_argument("tests", nargs="*", choices=[[], *TESTS], metavar="TEST", help="default: all of them")
    parser.add_argument("--server", choices=["moto", "test", "both"], default="both", help="default: both")
    parser.add_argument("--quick", action="store_true", help="the small form, as CI runs it")
    parser.add_argument("--count", type=int, help="objects or messages, where a test asks for a number")
    parser.add_argument("--scene", default="", help="of load: only those whose names hold this, such as dynamodb")
    parser.add_argument("--seed", type=int, help="default: random, and printed")
    parser.add_argument("--binary", help="the millrace binary; default: the newest build")
    parser.add_argument("--keep", action="store_true", help="leave folders behind, also when all is well")
    options = parser.parse_args()
    options.binary = options.binary or millrace.newest("millrace")
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    failed = [name for name in options.tests or TESTS if not TESTS[name][0](options)]
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
