"""Faults on request, statistics and bulk messages: only the test server has them."""

import json
import urllib.request

from botocore.exceptions import (
    ClientError, ConnectionClosedError, IncompleteReadError, ReadTimeoutError, ResponseStreamingError)

from expect import error_code, expect_error
from queue_cases import make_queue


def control(server, method, path, **body):
    request = urllib.request.Request(
        f"{server.endpoint}/_millrace/{path}", data=json.dumps(body).encode() if method != "GET" else None, method=method)
    return json.loads(urllib.request.urlopen(request).read())


def raised(errors, call, **parameters):
    try:
        call(**parameters)
    except errors:
        return True
    return False


def case_faults(server):
    if server.is_moto:
        return None
    s3 = server.client("s3", read_timeout=1)
    s3.create_bucket(Bucket="cases-faults")
    place = {"Bucket": "cases-faults", "Key": "one"}

    def fault(kind, operation, **more):
        control(server, "POST", "faults", kind=kind, service="s3", operation=operation, count=1, **more)

    fault("internal-error", "PutObject")
    expect_error("InternalError", s3.put_object, **place, Body=b"x")
    expect_error("NoSuchKey", s3.get_object, **place)
    fault("slow-down", "PutObject", seconds=7)
    try:
        s3.put_object(**place, Body=b"x")
        raise AssertionError("no SlowDown")
    except ClientError as error:
        answer = error.response
        assert answer["Error"]["Code"] == "SlowDown"
        assert answer["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "7"
    fault("internal-error-after", "PutObject")
    expect_error("InternalError", s3.put_object, **place, Body=b"0123456789" * 1000)
    assert s3.head_object(**place)["ContentLength"] == 10_000
    fault("reset", "HeadObject")
    assert raised(ConnectionClosedError, s3.head_object, **place)
    fault("timeout", "HeadObject")
    assert raised(ReadTimeoutError, s3.head_object, **place)
    fault("cut-body", "GetObject")
    body = s3.get_object(**place)["Body"]
    assert raised((IncompleteReadError, ResponseStreamingError), body.read)
    fault("expired-credentials", "GetObject")
    expect_error("ExpiredToken", s3.get_object, **place)
    fault("error-inside", "CopyObject")
    assert error_code(s3.copy_object, Bucket="cases-faults", Key="two", CopySource="cases-faults/one") is not None
    expect_error("NoSuchKey", s3.get_object, Bucket="cases-faults", Key="two")
    control(server, "POST", "clock", seconds=3600)
    expect_error("RequestTimeTooSkewed", s3.get_object, **place)
    control(server, "POST", "clock", seconds=0)
    s3.get_object(**place)
    assert control(server, "GET", "stats")["faults"]["cut-body"] == 1
    control(server, "DELETE", "faults")


def case_fault_deliveries(server):
    if server.is_moto:
        return None
    sqs, url = make_queue(server, "cases-twice")
    before = control(server, "GET", "stats")["messages"]
    control(server, "POST", "seed-messages", queue="cases-twice", count=200, body='{"number": {n}}')
    control(server, "POST", "faults", kind="duplicate", share=0.5)
    control(server, "POST", "faults", kind="reorder")
    numbers = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        numbers += [json.loads(message["Body"])["number"] for message in messages]
        sqs.delete_message_batch(QueueUrl=url, Entries=[
            {"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(messages)])
    control(server, "DELETE", "faults")
    after = control(server, "GET", "stats")["messages"]
    assert sorted(set(numbers)) == list(range(200)), len(set(numbers))
    assert 250 < len(numbers) < 350 and numbers != sorted(numbers), len(numbers)
    assert after["deleted"] - before["deleted"] == 200, (before, after)
    assert after["duplicated"] - before["duplicated"] == len(numbers) - 200
