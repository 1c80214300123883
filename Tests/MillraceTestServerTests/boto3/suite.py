"""Runs the cases on the test server and on moto: the same assertions, but where moto is known to differ.

    suite.py [--only test-server|moto] [names of cases…]
"""

import sys
import time
import traceback

import credentials_cases
import event_cases
import fault_cases
import multipart_cases
import queue_cases
import object_cases
import topic_cases
from servers import start_moto, start_test_server

MODULES = [object_cases, multipart_cases, queue_cases, topic_cases, event_cases, credentials_cases, fault_cases]


def cases(names):
    for module in MODULES:
        for name, function in list(vars(module).items()):
            if name.startswith("case_") and (not names or any(wanted in name for wanted in names)):
                yield name.removeprefix("case_"), function


def run(server, names):
    """Runs the cases one by one. A case returns nothing, or says how moto differs from what AWS documents."""
    failed = 0
    for name, function in cases(names):
        begun = time.monotonic()
        try:
            difference = function(server)
        except Exception:
            failed += 1
            print(f"FAILED  {server.name:11} {name}", flush=True)
            traceback.print_exc(file=sys.stdout)
            continue
        if difference and not server.is_moto:
            failed += 1
            difference = "FAILED: the test server differs: " + difference
        note = f"  ({difference})" if difference else ""
        print(f"passed  {server.name:11} {name}  {time.monotonic() - begun:.2f} s{note}", flush=True)
    return failed


def main():
    arguments = sys.argv[1:]
    only = arguments[1] if arguments[:1] == ["--only"] else None
    names = arguments[2:] if only else arguments
    failed = 0
    for kind, start in [("test-server", start_test_server), ("moto", start_moto)]:
        if only not in (None, kind):
            continue
        server = start()
        try:
            failed += run(server, names)
        finally:
            server.stop()
    print("all passed" if failed == 0 else f"{failed} failed")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
