"""A packaged function under AWS's emulator of the Lambda runtime, and under a runtime API of one call for measuring."""

import contextlib
import http.server
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
import zipfile

from . import millrace, servers

#: A step of `process`.
STEP = """\
#!/bin/sh
# Does what the object says.
content=$(cat)
case $content in
  poison*) echo "it is poisoned" >&2; exit 1 ;;
  abort*) kill -ABRT $$ ;;
  slow*) sleep 60 ;;
esac
echo "{\\"bytes\\":${#content}}"
"""


def program():
    """The path of the emulator; None where it cannot be had."""
    answer = subprocess.run([str(millrace.ROOT / "script/lambda-emulator")], stdout=subprocess.PIPE, text=True)
    return answer.stdout.strip() if answer.returncode == 0 else None


def package(binary, folder, pipeline, include=()):
    """Makes a function's zip; returns what the script printed."""
    (folder / "pipeline.yaml").write_text(pipeline)
    extra = [word for path in include for word in ("--include", str(path))]
    answer = subprocess.run(
        [str(millrace.ROOT / "script/package-lambda"), str(folder / "pipeline.yaml"), "--binary", binary,
         "--output", str(folder / "function.zip"), *extra],
        check=True, capture_output=True, text=True)
    return answer.stdout


def unpack(archive, folder):
    """Unzips as Lambda does, with the modes of the files."""
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            path = opened.extract(entry, folder)
            os.chmod(path, entry.external_attr >> 16)


def packaged(setting, name, pipeline):
    """The folder of a function's code, and what was said when it was packed. One zip does for all, but for its pipeline file."""
    archive, said = setting.folder / "function.zip", setting.folder / "package-lambda.txt"
    if not archive.exists():
        step = setting.folder / "step"
        step.write_text(STEP)
        step.chmod(0o755)
        said.write_text(package(setting.options.binary, setting.folder, pipeline, [step]))
    code = setting.folder / name / "code"
    unpack(archive, code)
    (code / "pipeline.yaml").write_text(pipeline)
    return code, said.read_text()


def scratch(code):
    """A folder in place of the sandbox's own /tmp."""
    folder = pathlib.Path(code).parent / "tmp"
    folder.mkdir(exist_ok=True)
    return folder


class Emulator:
    """The emulator with one function. Its environment holds what Lambda gives, and nothing of this machine's."""

    def __init__(self, path, code, environment, seconds=10):
        self.path, self.code, self.seconds = path, pathlib.Path(code), seconds
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "en_US.UTF-8", "TZ": ":UTC", "LAMBDA_TASK_ROOT": str(code),
            "AWS_LAMBDA_FUNCTION_NAME": "function", "AWS_LAMBDA_FUNCTION_TIMEOUT": str(seconds),
            "TMPDIR": str(scratch(code)), **environment,
        }
        self.log_path = self.code.parent / "emulator.log"

    def __enter__(self):
        self.port = servers.free_port()
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.path, "--runtime-interface-emulator-address", f"127.0.0.1:{self.port}",
                 "--runtime-api-address", f"127.0.0.1:{servers.free_port()}", str(self.code / "bootstrap"), "main"],
                env=self.environment, cwd=self.code, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        servers.wait_for(self.port, self.process, "the emulator")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def invoke(self, event):
        """Calls the function. Returns the status and what it answered, as JSON where it is some."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/2015-03-31/functions/function/invocations",
            data=event if isinstance(event, bytes) else json.dumps(event).encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=self.seconds + 30) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read()
        try:
            return status, json.loads(body)
        except ValueError:
            return status, body.decode(errors="replace")

    def runtime(self):
        """The process ids of the function's own processes."""
        pids = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) == self.process.pid:
                    pids.append(int(stat.parent.name))
        return pids

    def log(self):
        return self.log_path.read_text(errors="replace")

    def starts(self):
        """Milliseconds from the start of the process to its first request for an event, as the emulator reports them."""
        return [float(text) for text in re.findall(r"INIT REPORT\(durationMs: ([0-9.]+)\)", self.log())]


def sqs(messages, group=None):
    """An event of an event source mapping: (id, body) pairs."""
    def record(identity, body):
        attributes = {"ApproximateReceiveCount": "1", "SentTimestamp": "1795248000000", "SenderId": "AIDAEXAMPLE",
                      "ApproximateFirstReceiveTimestamp": "1795248000001"}
        if group:
            attributes["MessageGroupId"] = group
        return {
            "messageId": identity, "receiptHandle": f"handle-{identity}",
            "body": body if isinstance(body, str) else json.dumps(body), "attributes": attributes,
            "messageAttributes": {}, "md5OfBody": "", "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:queue", "awsRegion": "eu-central-1",
        }
    return {"Records": [record(*one) for one in messages]}


def failures(answer):
    """The ids that a partial batch response names; None where it is none."""
    if not isinstance(answer, dict) or "batchItemFailures" not in answer:
        return None
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


class Starts(http.server.ThreadingHTTPServer):
    """A runtime API that notes when it is first asked for an event, and has none."""

    daemon_threads = True

    def __init__(self):
        self.asked, self.posts = threading.Event(), []
        super().__init__(("127.0.0.1", 0), StartsHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class StartsHandler(http.server.BaseHTTPRequestHandler):
    """Answers nothing to a request for an event, until the process ends."""

    def do_GET(self):
        self.server.at = time.monotonic()
        self.server.asked.set()
        time.sleep(30)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, self.headers["Lambda-Runtime-Function-Error-Type"], json.loads(body)))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def cold_start(code, environment):
    """Starts the function once and ends it by SIGTERM. Returns seconds to its first request, exit code, seconds to its end."""
    with Starts() as server:
        full = {
            "PATH": "/usr/bin:/bin", "LAMBDA_TASK_ROOT": str(code), "TMPDIR": str(scratch(code)), "_HANDLER": "main",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_address[1]}", **environment,
        }
        began = time.monotonic()
        process = subprocess.Popen(
            [str(code / "bootstrap")], env=full, cwd=code, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server.asked.wait(30)
        seconds = server.at - began
        ending = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(10)
        ended = time.monotonic() - ending
        server.shutdown()
        return seconds, status, ended


def failed_start(code, environment):
    """Starts a function that cannot start. Returns the exit code and what it has reported."""
    with Starts() as server:
        full = {
            "PATH": "/usr/bin:/bin", "LAMBDA_TASK_ROOT": str(code), "TMPDIR": str(scratch(code)),
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_address[1]}", **environment,
        }
        process = subprocess.run(
            [str(code / "bootstrap")], env=full, cwd=code, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        server.shutdown()
        return process.returncode, server.posts
