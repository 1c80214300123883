"""Topics of SNS."""

import json

from expect import differs, error_code, expect_error
from queue_cases import attribute, make_queue


def subscribed(server, name, **attributes):
    sns = server.client("sns")
    topic = sns.create_topic(Name=name)["TopicArn"]
    sqs, url = make_queue(server, name)
    subscription = sns.subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=attribute(sqs, url, "QueueArn"), Attributes=attributes,
        ReturnSubscriptionArn=True)["SubscriptionArn"]
    return sns, sqs, topic, url, subscription


def receive(sqs, url):
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    return messages.get("Messages", [])


def case_topics(server):
    sns, sqs, topic, url, subscription = subscribed(server, "cases-topics")
    assert topic in [item["TopicArn"] for item in sns.list_topics()["Topics"]]
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert [item["SubscriptionArn"] for item in listed] == [subscription]
    sent = sns.publish(
        TopicArn=topic, Message="hello ü", Subject="greeting",
        MessageAttributes={"kind": {"DataType": "String", "StringValue": "x"}})
    envelope = json.loads(receive(sqs, url)[0]["Body"])
    assert envelope["Type"] == "Notification" and envelope["Message"] == "hello ü"
    assert envelope["MessageId"] == sent["MessageId"] and envelope["Subject"] == "greeting"
    assert envelope["TopicArn"] == topic and envelope["MessageAttributes"]["kind"] == {"Type": "String", "Value": "x"}
    sns.set_subscription_attributes(
        SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="true")
    sns.publish(
        TopicArn=topic, Message="raw", MessageAttributes={"kind": {"DataType": "String", "StringValue": "x"}})
    raw = receive(sqs, url)[0]
    assert raw["Body"] == "raw" and raw["MessageAttributes"]["kind"]["StringValue"] == "x"
    sns.unsubscribe(SubscriptionArn=subscription)
    sns.publish(TopicArn=topic, Message="nobody")
    assert receive(sqs, url) == []
    sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="shown")
    assert sns.get_topic_attributes(TopicArn=topic)["Attributes"]["DisplayName"] == "shown"
    sns.delete_topic(TopicArn=topic)
    expect_error({"NotFound", "NotFoundException"}, sns.publish, TopicArn=topic, Message="x")


def case_topic_batches(server):
    sns, sqs, topic, url, _ = subscribed(server, "cases-publish", RawMessageDelivery="true")
    entries = [{"Id": f"e{n}", "Message": f"m{n}"} for n in range(10)]
    answer = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    assert len(answer["Successful"]) == 10 and answer["Failed"] == []
    assert sorted(message["Body"] for message in receive(sqs, url)) == [f"m{n}" for n in range(10)]
    expect_error(
        {"TooManyEntriesInBatchRequest", "TooManyEntriesInBatchRequestException"}, sns.publish_batch, TopicArn=topic,
        PublishBatchRequestEntries=entries + [{"Id": "more", "Message": "x"}])
    entries = [{"Id": f"e{n}", "Message": "x" * 150_000} for n in range(2)]
    code = error_code(sns.publish_batch, TopicArn=topic, PublishBatchRequestEntries=entries)
    expect_error({"InvalidParameter"}, sns.publish, TopicArn=topic, Message="x" * 262_145)
    if code == "BatchRequestTooLongException":
        code = "BatchRequestTooLong"
    return differs(server, "BatchRequestTooLong", code, "a batch of 300,000 bytes")


def case_filters(server):
    policy = json.dumps({"kind": ["a", {"prefix": "b-"}], "size": [{"anything-but": ["huge"]}]})
    sns, sqs, topic, url, _ = subscribed(server, "cases-filters", RawMessageDelivery="true", FilterPolicy=policy)
    for kind, size in [("a", "small"), ("b-1", "small"), ("c", "small"), ("a", "huge")]:
        attributes = {name: {"DataType": "String", "StringValue": value} for name, value in
                      [("kind", kind), ("size", size)]}
        sns.publish(TopicArn=topic, Message=f"{kind} {size}", MessageAttributes=attributes)
    sns.publish(TopicArn=topic, Message="no attributes")
    assert sorted(message["Body"] for message in receive(sqs, url)) == ["a small", "b-1 small"]
