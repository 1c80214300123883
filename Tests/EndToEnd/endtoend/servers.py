"""The endpoints: moto with signature checks, the project's test server, Redis. Each on a free port, ended with the test."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import boto3
import botocore.config

TESTS = pathlib.Path(__file__).resolve().parents[2]
REGION = "eu-central-1"
CONFIG = botocore.config.Config(
    region_name=REGION, retries={"max_attempts": 8, "mode": "standard"}, max_pool_connections=40,
    s3={"addressing_style": "path"}, connect_timeout=10, read_timeout=70,
)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port, process, name, seconds=60):
    """Waits until something listens."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{name} has ended with {process.returncode} before it listened")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{name} does not listen on port {port} after {seconds} s")


class Server:
    """A process with an endpoint. `keys` sign requests to it; those of the clients that boto3 makes, and Millrace's."""

    name = "server"
    keys = ("test-key", "test-secret")

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def __enter__(self):
        log = open(self.folder / f"{self.name}.log", "ab")
        with log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, **self.environment_of_server()}, cwd=self.folder,
            )
        try:
            wait_for(self.port, self.process, self.name)
            self.prepare()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def command(self):
        raise NotImplementedError

    def environment_of_server(self):
        return {}

    def prepare(self):
        pass

    def environment(self):
        """What a program needs to find and use the server."""
        return {
            "AWS_ENDPOINT_URL": self.url, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": self.keys[0], "AWS_SECRET_ACCESS_KEY": self.keys[1],
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        }

    def client(self, service):
        return boto3.client(
            service, endpoint_url=self.url, config=CONFIG,
            aws_access_key_id=self.keys[0], aws_secret_access_key=self.keys[1],
        )

    def post(self, path, body, content_type="application/json"):
        request = urllib.request.Request(
            self.url + path, data=body.encode(), headers={"Content-Type": content_type}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()


class Moto(Server):
    """moto, which checks signatures once an access key is made and its authentication is switched on.

    It then refuses everybody, boto3 too, who signs a key that holds one of `=+:@,%` or is not ASCII: it takes the signature
    of the decoded path. Where keys are such, signatures are not checked.
    """

    name = "moto"
    has_tables = True

    def __init__(self, folder, checks_signatures=True):
        super().__init__(folder)
        self.checks_signatures = checks_signatures

    def command(self):
        return [sys.executable, str(TESTS / "moto_server.py"), "--port", str(self.port)]

    def environment_of_server(self):
        return {"INITIAL_NO_AUTH_ACTION_COUNT": "1000000"}

    def prepare(self):
        if not self.checks_signatures:
            return
        iam = self.client("iam")
        everything = {
            "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
        }
        iam.create_user(UserName="millrace")
        iam.put_user_policy(UserName="millrace", PolicyName="all", PolicyDocument=json.dumps(everything))
        key = iam.create_access_key(UserName="millrace")["AccessKey"]
        self.keys = (key["AccessKeyId"], key["SecretAccessKey"])
        self.post("/moto-api/reset-auth", "0", "text/plain")
        self.check_signatures()

    def check_signatures(self):
        """A server that lets everybody in would prove nothing."""
        wrong = boto3.client(
            "sqs", endpoint_url=self.url, config=CONFIG, aws_access_key_id=self.keys[0], aws_secret_access_key="wrong"
        )
        try:
            wrong.list_queues()
        except wrong.exceptions.ClientError:
            return
        raise RuntimeError("moto takes wrong signatures")


class Redis(Server):
    """A Redis server of its own."""

    name = "redis"

    def command(self):
        return [
            "redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder),
            "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        ]


class Nginx(Server):
    """A web server whose answers for folders are lists in JSON."""

    name = "nginx"

    def __init__(self, folder, root):
        super().__init__(folder)
        self.root = pathlib.Path(root)

    def command(self):
        configuration = self.folder / "nginx.conf"
        configuration.write_text(f"""\
daemon off;
{"user root;" if os.geteuid() == 0 else ""}
worker_processes 1;
pid {self.folder}/nginx.pid;
error_log {self.folder}/nginx-error.log;
events {{ worker_connections 256; }}
http {{
  access_log {self.folder}/nginx-access.log;
  client_body_temp_path {self.folder}/nginx-body;
  proxy_temp_path {self.folder}/nginx-proxy;
  fastcgi_temp_path {self.folder}/nginx-fastcgi;
  uwsgi_temp_path {self.folder}/nginx-uwsgi;
  scgi_temp_path {self.folder}/nginx-scgi;
  types {{ application/json json; }}
  server {{
    listen 127.0.0.1:{self.port};
    root {self.root};
    autoindex on;
    autoindex_format json;
  }}
}}
""")
        return [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(self.folder), "-c", str(configuration)]
