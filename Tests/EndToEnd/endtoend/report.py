"""What a test found: a summary to print, and faults that make it fail."""

import collections
import time


class Report:
    """Prints as it goes; ends with the number of faults."""

    def __init__(self, name, seed):
        self.name = name
        self.seed = seed
        self.faults = []
        self.began = time.monotonic()

    def say(self, text):
        print(f"{self.name}: {text}", flush=True)

    def fault(self, text):
        self.faults.append(text)
        print(f"{self.name}: FAULT: {text}", flush=True)

    def check(self, condition, text):
        if not condition:
            self.fault(text)
        return bool(condition)

    def same(self, what, expected, found):
        """Compares multisets: lost, repeated and foreign ones are told apart."""
        expected, found = collections.Counter(expected), collections.Counter(found)
        lost, surplus = expected - found, found - expected
        repeated = {key: count for key, count in surplus.items() if key in expected}
        foreign = {key: count for key, count in surplus.items() if key not in expected}
        if lost:
            self.fault(f"{sum(lost.values())} {what} lost, such as {some(lost)}")
        if repeated:
            self.fault(f"{sum(repeated.values())} {what} twice, such as {some(repeated)}")
        if foreign:
            self.fault(f"{sum(foreign.values())} {what} that nobody sent, such as {some(foreign)}")

    def end(self):
        verdict = "ok" if not self.faults else f"{len(self.faults)} FAULTS"
        self.say(f"{verdict} in {time.monotonic() - self.began:.1f} s (seed {self.seed})")
        return not self.faults


def some(found):
    """A few of many, in short."""
    return ", ".join(str(one)[:120] for one in list(found)[:3])
