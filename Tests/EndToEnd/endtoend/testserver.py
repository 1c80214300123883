"""The project's own test server: strict, quick, and with faults on request."""

from . import millrace, servers


class TestServer(servers.Server):
    """`millrace-test-server` on a port of its own."""

    name = "test-server"
    has_topics = True
    has_event_bus = False
    has_tables = False

    def command(self):
        return [millrace.newest("millrace-test-server"), "--port", str(self.port)]
