"""The server's own limit: requests signed beforehand, sent as fast as sockets take them, answers hardly looked at."""

import socket
import threading
import time
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials


def signed(service, method, url, body, keys, region, headers=None):
    """The bytes of one request. The same bytes may be sent again for a quarter of an hour."""
    request = botocore.awsrequest.AWSRequest(method=method, url=url, data=body, headers=headers or {})
    credentials = botocore.credentials.Credentials(*keys)
    signer = botocore.auth.S3SigV4Auth if service == "s3" else botocore.auth.SigV4Auth
    if service == "s3":
        request.context["payload_signing_enabled"] = True
    signer(credentials, service, region).add_auth(request)
    parts = urllib.parse.urlsplit(url)
    lines = [f"{method} {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items() if name.lower() not in ("host", "content-length")]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def rate(port, requests, seconds, connections):
    """Answers a second and bytes a second over some connections, each with one request at a time."""
    counts, sizes = [0] * connections, [0] * connections
    deadline = time.monotonic() + seconds

    def load(place):
        buffer = bytearray(1 << 18)
        with socket.create_connection(("127.0.0.1", port)) as link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = place
            while time.monotonic() < deadline:
                link.sendall(requests[number % len(requests)])
                sizes[place] += answer(link, buffer)
                counts[place] += 1
                number += connections

    threads = [threading.Thread(target=load, args=(place,)) for place in range(connections)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.monotonic() - began
    return sum(counts) / wall, sum(sizes) / wall


def answer(link, buffer):
    """Reads one answer; bytes of its body."""
    head = b""
    while b"\r\n\r\n" not in head:
        part = link.recv(65536)
        if not part:
            raise RuntimeError("the server has closed the connection")
        head += part
    head, body = head.split(b"\r\n\r\n", 1)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"the server said {head[:200]!r} {body[:300]!r}")
    length = next(
        (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    missing = length - len(body)
    while missing > 0:
        missing -= link.recv_into(buffer, min(missing, len(buffer))) or missing
    return length
