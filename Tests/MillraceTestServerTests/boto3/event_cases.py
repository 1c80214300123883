"""Events of S3, in the wrappings in which they reach queues."""

import json

from queue_cases import attribute, make_queue
from topic_cases import receive, subscribed


def configured(server, bucket, **configuration):
    s3 = server.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)
    return s3


def drained(sqs, url):
    bodies = []
    while messages := receive(sqs, url):
        bodies += [json.loads(message["Body"]) for message in messages]
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def case_direct_events(server):
    sqs, url = make_queue(server, "cases-events")
    rules = [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".json"}]
    s3 = configured(server, "cases-events", QueueConfigurations=[{
        "Id": "mine", "QueueArn": attribute(sqs, url, "QueueArn"), "Events": ["s3:ObjectCreated:*"],
        "Filter": {"Key": {"FilterRules": rules}}}])
    test = drained(sqs, url)
    assert [event["Event"] for event in test] == ["s3:TestEvent"], test
    stored = s3.get_bucket_notification_configuration(Bucket="cases-events")["QueueConfigurations"][0]
    assert stored["Id"] == "mine" and stored["Events"] == ["s3:ObjectCreated:*"]
    etag = s3.put_object(Bucket="cases-events", Key="in/red flower+1.json", Body=b"{}")["ETag"]
    s3.put_object(Bucket="cases-events", Key="other/a.json", Body=b"{}")
    s3.put_object(Bucket="cases-events", Key="in/a.txt", Body=b"{}")
    s3.delete_object(Bucket="cases-events", Key="in/red flower+1.json")
    records = [record for event in drained(sqs, url) for record in event["Records"]]
    assert len(records) == 1, records
    record = records[0]
    assert record["eventName"] == "ObjectCreated:Put" and record["s3"]["bucket"]["name"] == "cases-events"
    assert record["s3"]["object"]["size"] == 2 and record["s3"]["object"]["eTag"] == etag.strip('"')
    key = record["s3"]["object"]["key"]
    if server.is_moto:
        return f"no sequencer; the key is {key!r}"
    assert key == "in/red+flower%2B1.json", key
    assert record["s3"]["object"]["sequencer"]


def case_multipart_events(server):
    sqs, url = make_queue(server, "cases-part-events")
    s3 = configured(server, "cases-part-events", QueueConfigurations=[
        {"QueueArn": attribute(sqs, url, "QueueArn"), "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]}])
    drained(sqs, url)
    place = {"Bucket": "cases-part-events", "Key": "object"}
    upload = s3.create_multipart_upload(**place)["UploadId"]
    etag = s3.upload_part(**place, UploadId=upload, PartNumber=1, Body=b"x")["ETag"]
    s3.complete_multipart_upload(
        **place, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": etag}]})
    s3.delete_object(**place)
    names = [record["eventName"] for event in drained(sqs, url) for record in event["Records"]]
    expected = ["ObjectCreated:CompleteMultipartUpload", "ObjectRemoved:Delete"]
    if server.is_moto:
        assert set(expected) <= set(names), names
        return f"events of an upload in parts: {names}" if names != expected else None
    assert names == expected, names


def case_events_through_topics(server):
    for raw in ["false", "true"]:
        name = f"cases-wrapped-{raw}"
        sns, sqs, topic, url, _ = subscribed(server, name, RawMessageDelivery=raw)
        s3 = configured(server, name, TopicConfigurations=[{"TopicArn": topic, "Events": ["s3:ObjectCreated:Put"]}])
        drained(sqs, url)
        s3.put_object(Bucket=name, Key="key", Body=b"x")
        bodies = drained(sqs, url)
        assert len(bodies) == 1, bodies
        event = bodies[0] if raw == "true" else json.loads(bodies[0]["Message"])
        assert event["Records"][0]["s3"]["object"]["key"] == "key"


def case_event_bridge(server):
    """Here there are no rules: a queue of a fixed name gets all events of buckets that switch EventBridge on."""
    if server.is_moto:
        return None
    sqs, url = make_queue(server, "millrace-eventbridge")
    s3 = configured(server, "cases-bridge", EventBridgeConfiguration={})
    s3.put_object(Bucket="cases-bridge", Key="a b+c", Body=b"xy")
    event = drained(sqs, url)[0]
    assert event["detail-type"] == "Object Created" and event["source"] == "aws.s3"
    assert event["detail"]["bucket"]["name"] == "cases-bridge"
    assert event["detail"]["object"]["key"] == "a b+c" and event["detail"]["object"]["size"] == 2
