"""Signatures, and who one is."""

import datetime
import http.client
import urllib.parse
import urllib.request
import urllib.error

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from expect import differs, error_code, expect_error


def case_wrong_keys(server):
    if server.is_moto:
        return "signatures are not checked"
    for service, call in [("s3", "list_buckets"), ("sqs", "list_queues"), ("sns", "list_topics")]:
        unknown = getattr(server.client(service, access_key="AKIAUNKNOWN000000001"), call)
        expect_error({"InvalidAccessKeyId", "InvalidClientTokenId"}, unknown)
        wrong = getattr(server.client(service, secret_key="wrong"), call)
        expect_error("SignatureDoesNotMatch", wrong)


def case_identity(server):
    sts = server.client("sts")
    identity = sts.get_caller_identity()
    assert identity["Account"] == "123456789012" and ":123456789012:user/" in identity["Arn"]
    role = sts.assume_role(RoleArn="arn:aws:iam::123456789012:role/worker", RoleSessionName="session")
    keys = role["Credentials"]
    assert keys["AccessKeyId"].startswith("ASIA") and keys["Expiration"] > datetime.datetime.now(datetime.timezone.utc)
    if server.is_moto:
        return None
    assumed = server.client(
        "sts", access_key=keys["AccessKeyId"], secret_key=keys["SecretAccessKey"], token=keys["SessionToken"])
    assert assumed.get_caller_identity()["Arn"].endswith(":assumed-role/worker/session")
    without = server.client("sts", access_key=keys["AccessKeyId"], secret_key=keys["SecretAccessKey"])
    assert error_code(without.get_caller_identity) is not None


def case_presigned(server):
    s3 = server.client("s3", signature_version="s3v4")
    s3.create_bucket(Bucket="cases-presigned")
    place = {"Bucket": "cases-presigned", "Key": "by url +%"}
    url = s3.generate_presigned_url("put_object", Params=place)
    urllib.request.urlopen(urllib.request.Request(
        url, data=b"presigned", method="PUT", headers={"Content-Type": "text/plain"})).read()
    url = s3.generate_presigned_url("get_object", Params=place)
    assert urllib.request.urlopen(url).read() == b"presigned"
    changed = url.replace("X-Amz-Expires=3600", "X-Amz-Expires=3601")
    try:
        urllib.request.urlopen(changed)
        status = 200
    except urllib.error.HTTPError as error:
        status = error.code
    return differs(server, 403, status, "a changed presigned URL")


def signed_put(server, key, body, headers=None, sent=None, at=None):
    """A put that is signed over `body` and then sent with `sent`; the status and the answer."""
    port = int(server.endpoint.rsplit(":", 1)[1])
    request = AWSRequest("PUT", f"{server.endpoint}/cases-raw/{key}", data=body, headers=headers or {})
    if headers:
        request.context["checksum"] = {"request_algorithm": {"in": "trailer"}}
    S3SigV4Auth(Credentials(server.access_key, server.secret_key), "s3", "us-east-1").add_auth(request)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("PUT", f"/cases-raw/{key}", body if sent is None else sent, dict(request.headers))
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def case_payloads(server):
    s3 = server.client("s3")
    s3.create_bucket(Bucket="cases-raw")
    assert signed_put(server, "good", b"body")[0] == 200
    changed = signed_put(server, "changed", b"body", sent=b"ydob")[0]
    difference = differs(server, 400, changed, "a changed body")
    if server.is_moto:
        return difference
    status, answer = signed_put(server, "trailer", b"", headers={
        "x-amz-decoded-content-length": "9",
        "x-amz-trailer": "x-amz-checksum-crc32", "Content-Encoding": "aws-chunked",
    }, sent=b"9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n")
    assert status == 200, answer
    assert s3.get_object(Bucket="cases-raw", Key="trailer")["Body"].read() == b"123456789"
    status, answer = signed_put(server, "trailer", b"", headers={
        "x-amz-decoded-content-length": "9",
        "x-amz-trailer": "x-amz-checksum-crc32", "Content-Encoding": "aws-chunked",
    }, sent=b"9\r\n123456780\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n")
    assert status == 400 and "BadDigest" in answer, answer
