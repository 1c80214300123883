"""Every way to credentials, against local endpoints; the keys are checked by moto's signature check."""

import http.server
import json
import threading

from . import pipelines
from .report import Report
from .setting import opened

EXPIRY = "2036-01-01T00:00:00Z"


def run(options):
    return on_moto(options) & on_test_server(options)


def on_test_server(options):
    """Web identity alone: moto, when it checks signatures, fails at this one call, which has none."""
    report = Report("credentials on test", options.seed)
    with opened("test", options, report) as setting:
        queue = setting.cloud.queue("credentials", receives=5)
        environment, provider = web_identity(setting, "arn:aws:iam::123456789012:role/worker")
        attempt(setting, queue, "web identity (IRSA)", environment, provider, 0)
        refuse(setting, queue)
    return report.end()


def on_moto(options):
    report = Report("credentials on moto", options.seed)
    with opened("moto", options, report) as setting:
        queue = setting.cloud.queue("credentials", receives=5)
        role = make_role(setting)
        ways = {
            "container endpoint": container(setting),
            "instance metadata (IMDSv2)": instance(setting),
            "profile with source_profile": profile(setting, role),
            "credential_process": process(setting),
        }
        for number, (name, (environment, provider)) in enumerate(ways.items()):
            attempt(setting, queue, name, environment, provider, number)
        refuse(setting, queue)
    return report.end()


def make_role(setting):
    iam = setting.server.client("iam")
    actions = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]
    trust = {
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": actions}],
    }
    role = iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_role_policy(RoleName="worker", PolicyName="all", PolicyDocument=json.dumps(everything))
    return role["Arn"]


def attempt(setting, queue, name, environment, provider, number):
    """Sends a message that way, asks doctor who it is, and looks for the message with boto3."""
    report = setting.report
    runner = setting.runner(f"way-{number}")
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        runner.environment.pop(variable, None)
    runner.environment.update(environment)
    body = json.dumps({"way": name})
    try:
        runner.run("send", queue, input=body.encode())
    except RuntimeError as error:
        report.fault(f"{name}: {error}")
        return
    found = [message["Body"] for message in setting.cloud.receive_all(queue)]
    report.check(found == [body], f"{name}: the queue holds {found}")
    setting.cloud.s3.create_bucket(
        Bucket=f"way-{number}", CreateBucketConfiguration={"LocationConstraint": setting.cloud.s3.meta.region_name})
    runner.write("pipeline.yaml", pipelines.archive(queue, f"way-{number}", "objects"))
    _, facts = runner.json("doctor", "pipeline.yaml", expected=(0, 1))
    who = next((finding for finding in facts["findings"] if finding["check"] == "credentials"), {})
    said = who.get("message", "")
    report.check(who.get("verdict") == "ok", f"{name}: doctor says {who}")
    report.check(provider in said, f"{name}: doctor says “{said}”, which does not name {provider}")
    report.say(f"{name}: sent and received; doctor: {said}")


def refuse(setting, queue):
    """A wrong secret is refused, so that the above proves something."""
    runner = setting.runner("wrong", {"AWS_SECRET_ACCESS_KEY": "wrong"})
    code, _, said = runner.run("send", queue, input=b"x", expected=(1, 2))
    setting.report.check(b"wrong" not in said, "a secret is in the error")


def web_identity(setting, role):
    token = setting.folder / "token"
    token.write_text("header.payload.signature")
    return {
        "AWS_WEB_IDENTITY_TOKEN_FILE": str(token), "AWS_ROLE_ARN": role, "AWS_ROLE_SESSION_NAME": "end-to-end",
    }, "AssumeRoleWithWebIdentity"


def container(setting):
    server = Endpoint(setting, {
        "/credentials": lambda headers: headers.get("Authorization") == "container-token" and keys(setting, "Token")
    })
    token = setting.folder / "container-token"
    token.write_text("container-token")
    return {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{server.port}/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(token),
    }, "container endpoint"


def instance(setting):
    """Answers only who brings the token that it gave for a PUT."""
    role = "/latest/meta-data/iam/security-credentials/"

    def is_known(headers):
        return headers.get("X-aws-ec2-metadata-token") == "instance-token"

    server = Endpoint(setting, {
        role: lambda headers: is_known(headers) and b"worker",
        role + "worker": lambda headers: is_known(headers) and keys(setting, "Token"),
    }, token=b"instance-token")
    return {
        "AWS_EC2_METADATA_DISABLED": "false",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": f"http://127.0.0.1:{server.port}",
    }, "instance metadata"


def profile(setting, role):
    key, secret = setting.server.keys
    (setting.folder / "config").write_text(
        f"[profile worker]\nrole_arn = {role}\nsource_profile = base\nregion = eu-central-1\n\n[profile base]\n")
    (setting.folder / "credentials").write_text(
        f"[base]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n")
    return {
        "AWS_PROFILE": "worker", "AWS_CONFIG_FILE": str(setting.folder / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(setting.folder / "credentials"),
    }, "AssumeRole"


def process(setting):
    answer = setting.folder / "process.json"
    answer.write_bytes(keys(setting, "SessionToken", Version=1))
    (setting.folder / "process-config").write_text(f"[profile process]\ncredential_process = cat {answer}\n")
    return {"AWS_PROFILE": "process", "AWS_CONFIG_FILE": str(setting.folder / "process-config")}, "credential_process"


def keys(setting, token_name, **more):
    """Temporary keys of the role, as the sources of such keys write them."""
    role = setting.server.client("iam").get_role(RoleName="worker")["Role"]["Arn"]
    given = setting.server.client("sts").assume_role(RoleArn=role, RoleSessionName="end-to-end")["Credentials"]
    facts = {
        "Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": given["AccessKeyId"],
        "SecretAccessKey": given["SecretAccessKey"], token_name: given["SessionToken"], "Expiration": EXPIRY,
    }
    return json.dumps({**facts, **more}).encode()


class Endpoint:
    """A small HTTP server on a free port, for the length of the process."""

    def __init__(self, setting, answers, token=None):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                answer = answers.get(self.path)
                self.answer(answer(self.headers) if answer else None)

            def do_PUT(self):
                wanted = self.path == "/latest/api/token" and self.headers.get("X-aws-ec2-metadata-token-ttl-seconds")
                self.answer(token if wanted else None)

            def answer(self, body):
                self.send_response(200 if body else 401)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, form, *arguments):
                with open(setting.folder / "endpoints.log", "a") as log:
                    log.write(form % arguments + "\n")

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
