"""The project's own test server: strict, quick, and with faults on request."""

import json
import urllib.request

from . import millrace, servers

#: What goes wrong between processes that are killed: shares of requests, and of messages.
FAULTS = [
    {"kind": "internal-error", "share": 0.01}, {"kind": "internal-error-after", "share": 0.01},
    {"kind": "slow-down", "share": 0.01}, {"kind": "reset", "share": 0.005}, {"kind": "reset-after", "share": 0.005},
    {"kind": "cut-body", "share": 0.005}, {"kind": "error-inside", "share": 0.02}, {"kind": "timeout", "share": 0.0005},
    {"kind": "expired-credentials", "share": 0.002}, {"kind": "delay", "milliseconds": 200, "share": 0.02},
    {"kind": "duplicate", "share": 0.05}, {"kind": "reorder", "share": 0.05},
]


class TestServer(servers.Server):
    """`millrace-test-server` on a port of its own."""

    name = "test-server"
    has_tables = False

    def __init__(self, folder, keys=None, seed=1):
        super().__init__(folder)
        self.keys = keys or self.keys
        self.seed = seed

    def command(self):
        return [
            millrace.newest("millrace-test-server"), "--port", str(self.port), "--region", servers.REGION,
            "--access-key", self.keys[0], "--secret-key", self.keys[1], "--fault-seed", str(self.seed),
            "--spool-directory", str(self.folder),
        ]

    def faults(self, are_on):
        """Switches all faults on, or off."""
        self.control("DELETE", "faults", {"seed": self.seed})
        for fault in FAULTS if are_on else []:
            self.control("POST", "faults", fault)

    def injected(self):
        """How often each kind of fault has struck."""
        return self.statistics()["faults"]

    def statistics(self):
        return self.control("GET", "stats")

    def seed_messages(self, name, count, body):
        """Adds messages without the work of sending them; `{n}` in the body becomes the number."""
        self.control("POST", "seed-messages", {"queue": name, "count": count, "body": body})

    def control(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.url}/_millrace/{path}", method=method, data=json.dumps(body).encode() if body is not None else None)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())
