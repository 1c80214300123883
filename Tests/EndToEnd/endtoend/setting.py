"""A server, its clients, and a folder in which Millrace runs against it."""

import contextlib
import pathlib
import random
import shutil
import tempfile

from . import cloud, millrace, servers, testserver

SERVERS = {"moto": servers.Moto, "test": testserver.TestServer}


class Setting:
    """What every test needs."""

    def __init__(self, server, folder, options, report):
        self.server = server
        self.cloud = cloud.Cloud(server)
        self.folder = folder
        self.options = options
        self.report = report
        self.random = random.Random(options.seed)
        self.millrace = self.runner("work")

    def runner(self, name, environment=None):
        """Millrace in a folder of its own."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return millrace.Millrace(self.options.binary, folder, {**self.server.environment(), **(environment or {})})


@contextlib.contextmanager
def opened(kind, options, report, **arguments):
    """Starts a server; its folder is removed at the end unless something is wrong or is to be kept."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"millrace-{report.name.split()[0]}-"))
    is_sound = False
    try:
        with SERVERS[kind](folder, **arguments) as server:
            yield Setting(server, folder, options, report)
        is_sound = not report.faults
    finally:
        if is_sound and not options.keep:
            shutil.rmtree(folder)
        else:
            report.say(f"everything is in {folder}")
