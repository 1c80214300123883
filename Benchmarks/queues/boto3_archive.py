"""archive-queue in boto3: each thread receives ten messages, puts ten objects, deletes ten messages, until there are none.

python -m queues.boto3_archive THREADS QUEUE-URL BUCKET
"""

import datetime
import json
import sys
import threading

from . import clients


def entry(message):
    try:
        parsed = json.loads(message["Body"])
    except ValueError:
        parsed = None
    return {
        "message_id": message["MessageId"], "body": message["Body"], "parsed_body": parsed,
        "attributes": message.get("Attributes", {}), "message_attributes": message.get("MessageAttributes", {}),
        "received_at": datetime.datetime.now(datetime.timezone.utc).isoformat(),
        "receipt_handle": message["ReceiptHandle"],
    }


def work(sqs, s3, queue, bucket):
    while True:
        messages = sqs.receive_message(
            QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1,
            AttributeNames=["All"], MessageAttributeNames=["All"],
        ).get("Messages", [])
        if not messages:
            return
        hour = datetime.datetime.now(datetime.timezone.utc).strftime("%Y/%m/%d/%H")
        for message in messages:
            body = json.dumps(entry(message)).encode()
            s3.put_object(Bucket=bucket, Key=f"boto3/{hour}/{message['MessageId']}.json", Body=body)
        sqs.delete_message_batch(QueueUrl=queue, Entries=[
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]} for number, message in enumerate(messages)
        ])


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
