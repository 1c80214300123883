"""S3 events as a bucket, a topic or EventBridge writes them (the S3 and EventBridge user guides)."""

import json
import urllib.parse

TIME = "2026-11-21T06:00:00.000Z"


def direct(bucket, *objects, name="ObjectCreated:Put"):
    """A notification with a record for each (key, size, etag, sequencer)."""
    return {"Records": [record(bucket, *one, name) for one in objects]}


def record(bucket, key, size, etag, sequencer, name):
    return {
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-central-1", "eventTime": TIME, "eventName": name,
        "userIdentity": {"principalId": "AWS:AIDAEXAMPLE"}, "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"},
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "all",
            "bucket": {"name": bucket, "ownerIdentity": {"principalId": "A3NL1KOZZKExample"}, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {
                "key": urllib.parse.quote_plus(key, safe="/"), "size": size, "eTag": etag, "sequencer": sequencer,
            },
        },
    }


def by_topic(event):
    """The envelope that SNS puts around a message for a queue."""
    return {
        "Type": "Notification", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
        "TopicArn": "arn:aws:sns:eu-central-1:123456789012:uploads", "Subject": "Amazon S3 Notification",
        "Message": json.dumps(event), "Timestamp": TIME, "SignatureVersion": "1", "Signature": "EXAMPLE",
        "SigningCertURL": "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem",
        "UnsubscribeURL": "https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe",
    }


def by_event_bus(bucket, key, size, etag, sequencer):
    """EventBridge writes one object a message, and its key as it is."""
    return {
        "version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
        "source": "aws.s3", "account": "123456789012", "time": "2026-11-21T06:00:00Z", "region": "eu-central-1",
        "resources": [f"arn:aws:s3:::{bucket}"],
        "detail": {
            "version": "0", "bucket": {"name": bucket},
            "object": {"key": key, "size": size, "etag": etag, "sequencer": sequencer},
            "request-id": "C3D13FE58DE4C810", "requester": "123456789012", "source-ip-address": "127.0.0.1",
            "reason": "PutObject",
        },
    }


def test(bucket):
    """Comes when notifications are switched on."""
    return {
        "Service": "Amazon S3", "Event": "s3:TestEvent", "Time": TIME, "Bucket": bucket,
        "RequestId": "5582815E1AEA5ADF", "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR",
    }
