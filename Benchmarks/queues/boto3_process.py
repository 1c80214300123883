"""process-objects in boto3: each thread receives events, reads objects, counts lines, writes results, deletes messages.

python -m queues.boto3_process THREADS QUEUE-URL BUCKET
"""

import datetime
import gzip
import json
import sys
import threading
import urllib.parse

from . import clients


def work(sqs, s3, queue, bucket):
    while True:
        messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
        if not messages:
            return
        for message in messages:
            for record in json.loads(message["Body"]).get("Records", []):
                process(s3, record["s3"]["bucket"]["name"], urllib.parse.unquote_plus(record["s3"]["object"]["key"]), bucket)
        sqs.delete_message_batch(QueueUrl=queue, Entries=[
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]} for number, message in enumerate(messages)
        ])


def process(s3, source, key, bucket):
    content = s3.get_object(Bucket=source, Key=key)["Body"].read()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    result = {
        "bucket": source, "key": key, "line_count": content.count(b"\n"), "byte_size": len(content),
        "processed_at": datetime.datetime.now(datetime.timezone.utc).isoformat(),
    }
    s3.put_object(Bucket=bucket, Key=f"boto3/{key}.json", Body=json.dumps(result).encode())


def main():
    count, queue, bucket = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    sqs, s3 = clients.make("sqs", count), clients.make("s3", count)
    threads = [threading.Thread(target=work, args=(sqs, s3, queue, bucket)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
