"""Buckets, queues and notifications, made and read by boto3."""

import concurrent.futures
import json

ACCOUNT = "123456789012"


class Cloud:
    """Clients of one server."""

    def __init__(self, server):
        self.server = server
        self.s3 = server.client("s3")
        self.sqs = server.client("sqs")

    # Queues

    def queue(self, name, visibility=30, receives=None):
        """A queue, with a dead-letter queue behind it if `receives` is given. Returns the URL."""
        attributes = {"VisibilityTimeout": str(visibility), "ReceiveMessageWaitTimeSeconds": "0"}
        if name.endswith(".fifo"):
            attributes["FifoQueue"] = "true"
        if receives:
            dead = self.sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
            attributes["RedrivePolicy"] = json.dumps({"deadLetterTargetArn": self.arn(dead), "maxReceiveCount": receives})
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def arn(self, url):
        return self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    def counts(self, url):
        """Visible, in flight, delayed."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]
        found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return tuple(int(found[name]) for name in names)

    def send(self, url, bodies, attributes=None, threads=8):
        """Sends bodies in batches; returns message ids in their order."""
        batches = [bodies[start:start + 10] for start in range(0, len(bodies), 10)]

        def send_batch(batch):
            entries = [{"Id": str(i), "MessageBody": body} for i, body in enumerate(batch)]
            for entry in entries:
                if attributes:
                    entry["MessageAttributes"] = attributes
            answer = self.sqs.send_message_batch(QueueUrl=url, Entries=entries)
            if answer.get("Failed"):
                raise RuntimeError(f"messages were not taken: {answer['Failed'][:1]}")
            return [sent["MessageId"] for sent in sorted(answer["Successful"], key=lambda sent: int(sent["Id"]))]

        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            return [identity for ids in pool.map(send_batch, batches) for identity in ids]

    def receive_all(self, url, wait=0):
        """Takes everything out of a queue."""
        messages = []
        while True:
            answer = self.sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=wait,
                MessageAttributeNames=["All"], AttributeNames=["All"],
            )
            found = answer.get("Messages", [])
            if not found:
                return messages
            messages += found
            entries = [{"Id": str(i), "ReceiptHandle": one["ReceiptHandle"]} for i, one in enumerate(found)]
            self.sqs.delete_message_batch(QueueUrl=url, Entries=entries)

    # Buckets

    def bucket(self, name):
        self.s3.create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": self.s3.meta.region_name}
        )
        return name

    def put_all(self, bucket, objects, threads=8):
        """Puts (key, bytes) pairs."""
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda pair: self.s3.put_object(Bucket=bucket, Key=pair[0], Body=pair[1]), objects))

    def keys(self, bucket, prefix=""):
        # moto, when it checks signatures, refuses a prefix with a slash in it: it is applied here.
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        return [key for key in keys if key.startswith(prefix)]

    def get(self, bucket, key):
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    def get_all(self, bucket, prefix="", threads=8):
        """All objects below a prefix, by key."""
        keys = self.keys(bucket, prefix)
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            return dict(zip(keys, pool.map(lambda key: self.get(bucket, key), keys)))

    def download(self, bucket, prefix, folder, suffix=""):
        """Copies objects to a folder under numbered names; returns (key, path) pairs."""
        pairs = []
        folder.mkdir(parents=True, exist_ok=True)
        for number, (key, content) in enumerate(sorted(self.get_all(bucket, prefix).items())):
            if key.endswith(suffix):
                path = folder / f"{number:06}{suffix}"
                path.write_bytes(content)
                pairs.append((key, path))
        return pairs

    # Notifications

    def notify(self, bucket, url):
        """Has the bucket tell the queue of every object that is made, as a person would set it up."""
        self.allow(url, "s3.amazonaws.com", f"arn:aws:s3:::{bucket}")
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket,
            NotificationConfiguration={
                "QueueConfigurations": [{"QueueArn": self.arn(url), "Events": ["s3:ObjectCreated:*"]}]
            },
        )

    def allow(self, url, principal, source):
        policy = {
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow", "Principal": {"Service": principal}, "Action": "sqs:SendMessage",
                "Resource": self.arn(url), "Condition": {"ArnLike": {"aws:SourceArn": source}},
            }],
        }
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
