"""The checks of the proofs are checked: each finds what it is there to find. Runs before every proof."""

import contextlib
import io
import json
import unittest

from endtoend.inbox import Truth
from endtoend.load import Scene
from endtoend.messages import Check, Message
from endtoend.report import Report


def message(identity, *records, group=""):
    return Message(identity, "\n".join(json.dumps({"id": name, "text": f"text {name}"}) for name in records), group)


class Checks(unittest.TestCase):
    def setUp(self):
        self.report = Report("check", 0)
        names = ["1-0", "1-1", "1-2", "2-0"]
        self.truth = Truth(kept={name: f"text {name}" for name in names})
        self.good = [message("a", "1-0", "1-1", group="g"), message("b", "1-2", group="g"), message("c", "2-0", group="h")]

    def faults(self, found, look):
        """What one check says of some messages."""
        scene = Scene("sqlite", 2, 0)
        with contextlib.redirect_stdout(io.StringIO()):
            look(Check(self.report, found, scene, self.truth, None))
        return self.report.faults

    def test_whatIsRightPasses(self):
        def all_checks(check):
            check.records()
            check.repeats(0)
            check.order()
            check.consumed(self.good)

        self.assertEqual(self.faults(self.good, all_checks), [])

    def test_lostRecords(self):
        self.assertRegex(self.faults(self.good[1:], Check.records)[0], "2 records in the queue lost")

    def test_recordsUnderASecondIdentity(self):
        self.assertRegex(self.faults([*self.good, message("d", "2-0")], Check.records)[0], "1 records in the queue twice")

    def test_foreignRecords(self):
        self.assertRegex(self.faults([*self.good, message("d", "9-0")], Check.records)[0], "that nobody sent")

    def test_tooManyRepeats(self):
        found = [*self.good, self.good[0]]
        self.assertEqual(self.faults(found, lambda check: check.repeats(1)), [])
        self.assertRegex(self.faults(found, lambda check: check.repeats(0))[0], "1 messages are repeats; at most 0")

    def test_repeatsWithAnotherBody(self):
        found = [*self.good, message("c", "2-0", "1-0")]
        self.assertRegex(self.faults(found, lambda check: check.repeats(9))[0], "1 repeats have another body")

    def test_messagesWithoutAnIdentity(self):
        self.assertRegex(self.faults([message("", "1-0")], lambda check: check.repeats(9))[0], "without a millrace-id")

    def test_messagesOutOfOrder(self):
        first, second, third = self.good
        self.assertRegex(self.faults([second, first, third], Check.order)[0], "1 records came before one that precedes")

    def test_recordsOutOfOrderWithinAMessage(self):
        found = [message("a", "1-1", "1-0", group="g")]
        self.assertRegex(self.faults(found, Check.order)[0], "1 records came before")

    def test_aConsumerThatKeepsARepeat(self):
        faults = self.faults(self.good, lambda check: check.consumed([*self.good, self.good[0]]))
        self.assertRegex(faults[0], "1 messages behind the consumer twice")

    def test_aConsumerThatLosesAMessage(self):
        faults = self.faults(self.good, lambda check: check.consumed(self.good[:2]))
        self.assertRegex(faults[0], "1 messages behind the consumer lost")


if __name__ == "__main__":
    unittest.main()
