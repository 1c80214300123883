"""Over TLS, as AWS is: a job behind a certificate that is trusted, and refusals of those that are not."""

import asyncio
import contextlib
import datetime
import ipaddress
import json
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from . import pipelines
from .report import Report
from .setting import opened


def run(options):
    report = Report("tls", options.seed)
    with opened("test", options, report) as setting:
        authority, stranger = Authority("Authority"), Authority("Stranger")
        bundle, other = setting.folder / "authority.pem", setting.folder / "stranger.pem"
        bundle.write_bytes(authority.pem())
        other.write_bytes(stranger.pem())
        with Relay(setting, authority.issue("localhost", "127.0.0.1")) as relay:
            archive(setting, {"AWS_ENDPOINT_URL": relay.url, "AWS_CA_BUNDLE": str(bundle)}, options.count or 500)
            refuse(setting, "no bundle", {"AWS_ENDPOINT_URL": relay.url}, "AWS_CA_BUNDLE")
            refuse(setting, "another authority", {"AWS_ENDPOINT_URL": relay.url, "AWS_CA_BUNDLE": str(other)}, "not trusted")
            missing = {"AWS_ENDPOINT_URL": relay.url, "AWS_CA_BUNDLE": "./none.pem"}
            refuse(setting, "a bundle that is not there", missing, "./none.pem")
        with Relay(setting, authority.issue("elsewhere.example")) as relay:
            environment = {"AWS_ENDPOINT_URL": relay.url, "AWS_CA_BUNDLE": str(bundle)}
            refuse(setting, "a certificate for another host", environment, "not trusted")
    return report.end()


def archive(setting, environment, count):
    """Messages in, objects out, both through the relay."""
    report, aws = setting.report, setting.cloud
    queue, bucket = aws.queue("tls"), aws.bucket("tls-archive")
    sent = aws.send(queue, [json.dumps({"n": n}) for n in range(count)])
    program = setting.runner("archive", environment)
    program.write("pipeline.yaml", pipelines.archive(queue, bucket, "objects"))
    program.run("run", "pipeline.yaml", "--until-idle")
    found = [key for key in aws.keys(bucket)]
    report.check(len(found) == len(sent) == count, f"{len(found)} objects came of {len(sent)} messages over TLS")
    report.check(sum(aws.counts(queue)) == 0, "messages are left in the queue")
    report.say(f"{count} messages became objects over TLS")


def refuse(setting, name, environment, reason):
    """Nothing is sent to who cannot prove who it is, and the error says why."""
    program = setting.runner("refused", environment)
    code, _, said = program.run("send", setting.cloud.queue("refused"), input=b"secret", expected=range(256), timeout=60)
    text = said.decode()
    setting.report.check(code in (1, 2) and reason in text, f"{name}: exit code {code}, and it says: {text[-300:]}")
    setting.report.check(
        sum(setting.cloud.counts(setting.cloud.queue("refused"))) == 0, f"{name}: a message was sent all the same")
    setting.report.say(f"{name}: refused with exit code {code}")


class Authority:
    """Signs certificates with a key that lives as long as the test."""

    def __init__(self, name):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.certificate = self.sign(self.name, self.key, x509.BasicConstraints(ca=True, path_length=0))

    def sign(self, subject, key, *extensions):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1)))
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(self.key, hashes.SHA256())

    def issue(self, *hosts):
        """A certificate for hosts, and its key, as PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = [address(host) or x509.DNSName(host) for host in hosts]
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, hosts[0])])
        certificate = self.sign(subject, key, x509.SubjectAlternativeName(names))
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return certificate.public_bytes(serialization.Encoding.PEM) + private

    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def address(host):
    with contextlib.suppress(ValueError):
        return x509.IPAddress(ipaddress.ip_address(host))


class Relay:
    """Takes connections over TLS and passes what comes to the server in the clear."""

    def __init__(self, setting, pem):
        path = setting.folder / "relay.pem"
        path.write_bytes(pem)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(path)
        self.target = ("127.0.0.1", setting.server.port)

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        # A client that refuses the certificate ends the handshake: that is no news.
        self.loop.set_exception_handler(lambda *_: None)
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=self.context))
        self.url = f"https://localhost:{self.server.sockets[0].getsockname()[1]}"
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def serve(self, reader, writer):
        far_reader, far_writer = await asyncio.open_connection(*self.target)
        await asyncio.gather(self.copy(reader, far_writer), self.copy(far_reader, writer))

    @staticmethod
    async def copy(reader, writer):
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
        writer.close()
