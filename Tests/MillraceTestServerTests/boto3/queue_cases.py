"""Queues of SQS."""

import json
import threading
import time

from expect import differs, error_code, expect_error


def make_queue(server, name, **attributes):
    sqs = server.client("sqs")
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return sqs, url


def attribute(sqs, url, name):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name]


def case_queues(server):
    sqs, url = make_queue(server, "cases-queues", VisibilityTimeout="45")
    assert sqs.get_queue_url(QueueName="cases-queues")["QueueUrl"] == url
    assert url in sqs.list_queues(QueueNamePrefix="cases-q")["QueueUrls"]
    assert attribute(sqs, url, "VisibilityTimeout") == "45"
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "60", "DelaySeconds": "1"})
    everything = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert everything["VisibilityTimeout"] == "60" and everything["QueueArn"].endswith(":cases-queues")
    sqs.delete_queue(QueueUrl=url)
    gone = {"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"}
    expect_error(gone, sqs.get_queue_url, QueueName="cases-queues")
    expect_error(gone, sqs.send_message, QueueUrl=url, MessageBody="x")


def case_messages(server):
    sqs, url = make_queue(server, "cases-messages")
    attributes = {
        "text": {"DataType": "String", "StringValue": "ü"}, "number": {"DataType": "Number", "StringValue": "1.5"},
        "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
    }
    body = 'line\nquote " backslash \\ emoji 🚀'
    sent = sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes)
    got = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"], AttributeNames=["All"])["Messages"][0]
    assert got["Body"] == body and got["MessageId"] == sent["MessageId"]
    assert got["MessageAttributes"] == attributes and got["Attributes"]["ApproximateReceiveCount"] == "1"
    assert sent["MD5OfMessageAttributes"] == got["MD5OfMessageAttributes"]
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    assert attribute(sqs, url, "ApproximateNumberOfMessagesNotVisible") == "1"
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=got["ReceiptHandle"], VisibilityTimeout=0)
    again = sqs.receive_message(QueueUrl=url, AttributeNames=["ApproximateReceiveCount"])["Messages"][0]
    assert again["Attributes"]["ApproximateReceiveCount"] == "2"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])
    assert attribute(sqs, url, "ApproximateNumberOfMessagesNotVisible") == "0"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])


def case_batches(server):
    sqs, url = make_queue(server, "cases-batches")
    entries = [{"Id": f"e{n}", "MessageBody": f"body {n}"} for n in range(10)]
    assert len(sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]) == 10
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert sorted(message["Body"] for message in messages) == [f"body {n}" for n in range(10)]
    handles = [{"Id": f"{n}", "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(messages)]
    hidden = [entry | {"VisibilityTimeout": 100} for entry in handles[:3]]
    assert len(sqs.change_message_visibility_batch(QueueUrl=url, Entries=hidden)["Successful"]) == 3
    bad = handles[:2] + [{"Id": "bad", "ReceiptHandle": "nonsense"}]
    answer = sqs.delete_message_batch(QueueUrl=url, Entries=bad)
    assert len(answer["Successful"]) == 2 and [entry["Id"] for entry in answer["Failed"]] == ["bad"]
    assert len(sqs.delete_message_batch(QueueUrl=url, Entries=handles)["Successful"]) == 10
    prefix = "AWS.SimpleQueueService."
    expect_error(prefix + "EmptyBatchRequest", sqs.send_message_batch, QueueUrl=url, Entries=[])
    expect_error(
        prefix + "TooManyEntriesInBatchRequest", sqs.send_message_batch, QueueUrl=url,
        Entries=entries + [{"Id": "more", "MessageBody": "x"}])
    expect_error(prefix + "BatchEntryIdsNotDistinct", sqs.send_message_batch, QueueUrl=url, Entries=[entries[0]] * 2)


def case_limits(server):
    sqs, url = make_queue(server, "cases-limits", MaximumMessageSize="1024")
    expect_error("InvalidParameterValue", sqs.send_message, QueueUrl=url, MessageBody="x" * 1025)
    expect_error("InvalidParameterValue", sqs.receive_message, QueueUrl=url, MaxNumberOfMessages=11)
    expect_error("InvalidParameterValue", sqs.receive_message, QueueUrl=url, WaitTimeSeconds=21)
    _, large = make_queue(server, "cases-limits-large", MaximumMessageSize="1048576")
    entries = [{"Id": f"{n}", "MessageBody": "x" * 600_000} for n in range(2)]
    code = error_code(sqs.send_message_batch, QueueUrl=large, Entries=entries)
    forbidden = error_code(sqs.send_message, QueueUrl=large, MessageBody="\x01")
    visibility = error_code(sqs.receive_message, QueueUrl=url, VisibilityTimeout=43201)
    return "; ".join(filter(None, [
        differs(server, "AWS.SimpleQueueService.BatchRequestTooLong", code, "a batch of 1,200,000 bytes"),
        differs(server, "InvalidMessageContents", forbidden, "a body with #x1"),
        differs(server, "InvalidParameterValue", visibility, "VisibilityTimeout 43201")]))


def case_stale_handles(server):
    sqs, url = make_queue(server, "cases-stale", VisibilityTimeout="0")
    sqs.send_message(QueueUrl=url, MessageBody="x")
    first = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    time.sleep(0.01)
    second = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    assert first != second
    code = error_code(sqs.delete_message, QueueUrl=url, ReceiptHandle=first)
    expect_error("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=url, ReceiptHandle="nonsense")
    return differs(server, "ReceiptHandleIsInvalid", code, "a stale handle")


def case_long_poll(server):
    sqs, url = make_queue(server, "cases-poll")
    begun = time.monotonic()
    assert "Messages" not in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1)
    assert 0.9 < time.monotonic() - begun < 3
    sender = threading.Timer(0.3, lambda: server.client("sqs").send_message(QueueUrl=url, MessageBody="woken"))
    sender.start()
    begun = time.monotonic()
    assert sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"][0]["Body"] == "woken"
    assert time.monotonic() - begun < 5
    sender.join()


def case_delays(server):
    sqs, url = make_queue(server, "cases-delays")
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=1)
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    assert attribute(sqs, url, "ApproximateNumberOfMessagesDelayed") == "1"
    assert sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"][0]["Body"] == "later"


def case_dead_letters(server):
    sqs, dead = make_queue(server, "cases-dead")
    arn = attribute(sqs, dead, "QueueArn")
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 2})
    _, url = make_queue(server, "cases-alive", VisibilityTimeout="0", RedrivePolicy=policy)
    assert json.loads(attribute(sqs, url, "RedrivePolicy"))["deadLetterTargetArn"] == arn
    sent = sqs.send_message(QueueUrl=url, MessageBody="poison")
    for _ in range(2):
        assert sqs.receive_message(QueueUrl=url)["Messages"][0]["MessageId"] == sent["MessageId"]
        time.sleep(0.02)
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    buried = sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=2, VisibilityTimeout=0)["Messages"][0]
    assert buried["MessageId"] == sent["MessageId"] and buried["Body"] == "poison"
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    if server.is_moto:
        return "move tasks are not implemented"
    sqs.start_message_move_task(SourceArn=arn)
    moved = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"][0]
    assert moved["MessageId"] == sent["MessageId"]
    task = sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]
    assert task["Status"] == "COMPLETED" and task["ApproximateNumberOfMessagesMoved"] == 1


def case_fifo(server):
    sqs, url = make_queue(server, "cases.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    for number in range(4):
        sqs.send_message(QueueUrl=url, MessageBody=f"a{number}", MessageGroupId="a")
    first = sqs.send_message(QueueUrl=url, MessageBody="b0", MessageGroupId="b")
    repeated = sqs.send_message(QueueUrl=url, MessageBody="b0", MessageGroupId="b")
    same = differs(server, True, first["MessageId"] == repeated["MessageId"], "a repeated message keeps its id")
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=2, AttributeNames=["All"])["Messages"]
    assert [message["Body"] for message in got] == ["a0", "a1"]
    if not server.is_moto:
        assert got[0]["Attributes"]["SequenceNumber"] < got[1]["Attributes"]["SequenceNumber"]
    other = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in other] == ["b0"], "a group with messages in flight must wait"
    for message in got:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    rest = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in rest] == ["a2", "a3"]
    expect_error("MissingParameter", sqs.send_message, QueueUrl=url, MessageBody="x")
    return same


def case_purge_and_tags(server):
    sqs, url = make_queue(server, "cases-purge")
    sqs.send_message(QueueUrl=url, MessageBody="x")
    sqs.purge_queue(QueueUrl=url)
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    sqs.tag_queue(QueueUrl=url, Tags={"a": "b"})
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"a": "b"}


def case_awscli_sqs(server):
    created = json.loads(server.awscli("sqs", "create-queue", "--queue-name", "cases-cli").stdout)
    url = created["QueueUrl"]
    sent = server.awscli("sqs", "send-message", "--queue-url", url, "--message-body", "from awscli")
    assert sent.returncode == 0, sent.stderr
    got = json.loads(server.awscli("sqs", "receive-message", "--queue-url", url).stdout)["Messages"][0]
    assert got["Body"] == "from awscli"
    deleted = server.awscli(
        "sqs", "delete-message", "--queue-url", url, "--receipt-handle", got["ReceiptHandle"])
    assert deleted.returncode == 0, deleted.stderr
