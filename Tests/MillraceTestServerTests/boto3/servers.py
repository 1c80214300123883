"""The two servers that the suite runs on: ours, and moto.

Moto does not check signatures here: with its checks on, it refuses right ones of keys with special characters.
"""

import os
import pathlib
import subprocess
import sys

import boto3
from botocore.config import Config

REGION = "us-east-1"


class Server:
    """A running server and the credentials it takes. `is_moto` tells where moto is known to differ."""

    def __init__(self, name, process, endpoint, access_key, secret_key):
        self.name, self.process, self.endpoint = name, process, endpoint
        self.access_key, self.secret_key = access_key, secret_key
        self.is_moto = name == "moto"

    def client(self, service, secret_key=None, access_key=None, token=None, **config):
        config = {"retries": {"total_max_attempts": 1}, "s3": {"addressing_style": "path"}} | config
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=REGION,
            aws_access_key_id=access_key or self.access_key, aws_secret_access_key=secret_key or self.secret_key,
            aws_session_token=token, config=Config(**config))

    def awscli(self, *arguments):
        environment = dict(
            os.environ, AWS_ACCESS_KEY_ID=self.access_key, AWS_SECRET_ACCESS_KEY=self.secret_key,
            AWS_DEFAULT_REGION=REGION, AWS_ENDPOINT_URL=self.endpoint, AWS_PAGER="", AWS_CONFIG_FILE="/dev/null",
            AWS_SHARED_CREDENTIALS_FILE="/dev/null")
        # Named on the command line, too: for SQS, awscli 1 does not ask the environment.
        command = [sys.executable, "-m", "awscli", "--endpoint-url", self.endpoint, *arguments, "--output", "json"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def start_test_server():
    program = os.environ["MILLRACE_TEST_SERVER"]
    process = subprocess.Popen(
        [program, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    endpoint = process.stdout.readline().strip()
    return Server(
        "test-server", process, endpoint, "AKIAMILLRACETEST0001", "millrace/test+server/secret/key/00000001")


def start_moto():
    program = pathlib.Path(__file__).parents[2] / "moto_server.py"
    process = subprocess.Popen(
        [sys.executable, program, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True)
    return Server("moto", process, f"http://127.0.0.1:{int(process.stdout.readline())}", "test", "test")
