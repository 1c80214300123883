"""Every job end to end: fed by boto3, run as a process, checked by boto3 and DuckDB."""

import datetime
import json
import time
import urllib.request

from . import cloud, lake, millrace, pipelines, records, servers
from .report import Report
from .setting import opened

DATES = ["2026-11-20", "2026-11-21"]


def run(options):
    kinds = ["moto", "test"] if options.server == "both" else [options.server]
    return all([one(kind, options) for kind in kinds])


def one(kind, options):
    report = Report(f"jobs on {kind}", options.seed)
    with opened(kind, options, report) as setting:
        ndjson_to_parquet(setting, "sqlite", 8 if options.quick else 40)
        if setting.server.has_tables:
            ndjson_to_parquet(setting, "dynamodb", 8 if options.quick else 40)
        apart(setting, 6 if options.quick else 24)
        process_objects(setting, 8 if options.quick else 40)
        archive_by_environment(setting, 30 if options.quick else 200)
        for layout in ("ndjson", "parquet"):
            archive_batches(setting, layout, 60 if options.quick else 500)
        dead_letters(setting)
    return report.end()


def upload(setting, bucket, count, prefix=""):
    """Dated objects, some compressed; returns the identities in them."""
    objects, identities = [], []
    for number in range(count):
        content, ids = records.ndjson(number, setting.random.randrange(1, 200), setting.random)
        suffix, content = records.stored(number, content)
        objects.append((f"{prefix}{DATES[number % 2]}-events-{number:05}.ndjson{suffix}", content))
        identities += ids
    setting.cloud.put_all(bucket, objects)
    return objects, identities


def ledger_address(setting, ledger):
    if ledger == "dynamodb":
        return "dynamodb:end-to-end"
    return "./ledger.sqlite"


def ndjson_to_parquet(setting, ledger, count):
    """Bucket → events → ledger → manifests → Parquet in a bucket."""
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket(f"in-{ledger}"), aws.bucket(f"lake-{ledger}")
    queue = aws.queue(f"events-{ledger}", receives=5)
    aws.notify(inputs, queue)
    objects, identities = upload(setting, inputs, count, "incoming/")
    # moto cannot check the signature of a key with “=” in it.
    is_dated = setting.server.name != "moto"
    names = '"yyyy-mm-dd-*"' if is_dated else "any"
    program = setting.runner(f"parquet-{ledger}")
    program.write("pipeline.yaml", pipelines.parquet(
        queue, outputs, ledger_address(setting, ledger), names=names, name=f"parquet-{ledger}"))
    _, facts = program.json("run", "pipeline.yaml", "--until-idle")
    pairs = aws.download(outputs, "events/", setting.folder / f"lake-{ledger}", ".parquet")
    report.same("rows", identities, lake.column([path for _, path in pairs], "id"))
    for date in DATES if is_dated else []:
        report.check(any(f"date={date}/" in key for key, _ in pairs), f"no output is below date={date}")
    report.check(aws.counts(queue) == (0, 0, 0), f"messages are left: {aws.counts(queue)}")
    _, again = program.json("run", "pipeline.yaml", "--until-idle")
    report.check(again["manifestsCompleted"] == 0, "a second run has done something")
    report.say(
        f"ndjson-to-parquet, {ledger} ledger: {count} objects, {len(identities)} rows of which {facts['rows']} were written "
        f"to {len(pairs)} outputs, read by DuckDB")


def apart(setting, count):
    """Planner and converters in processes of their own, joined by a queue of manifests."""
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket("in-apart"), aws.bucket("lake-apart")
    queue, manifests = aws.queue("events-apart", receives=5), aws.queue("manifests-apart", receives=20)
    aws.notify(inputs, queue)
    _, identities = upload(setting, inputs, count)
    program = setting.runner("apart")
    program.write("pipeline.yaml", pipelines.parquet(
        queue, outputs, "./ledger.sqlite", extra=f"manifest-queue: {json.dumps(manifests)}\n"))
    converters = [program.start("run", "pipeline.yaml", "--role", "convert") for _ in range(2)]
    planner = program.start("run", "pipeline.yaml", "--role", "plan")
    found = wait_until(lambda: rows_of(setting, outputs, "apart"), len(identities), 60 if count < 10 else 120)
    codes = [millrace.stop(process)[0] for process in [planner, *converters]]
    report.same("rows", identities, found)
    report.check(codes == [0, 0, 0], f"planner and converters ended with {codes}")
    report.check(aws.counts(manifests) == (0, 0, 0), f"manifest messages are left: {aws.counts(manifests)}")
    report.say(f"planner and two converters apart: {count} objects, {len(identities)} rows, exit codes {codes}")


def rows_of(setting, bucket, name):
    pairs = setting.cloud.download(bucket, "events/", setting.folder / f"lake-{name}", ".parquet")
    return lake.column([path for _, path in pairs], "id")


def wait_until(read, count, seconds):
    """What `read` gives once it has `count` elements, or when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        found = read()
        if len(found) >= count or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def process_objects(setting, count):
    """Bucket → events → step → a JSON result for each object."""
    report, aws = setting.report, setting.cloud
    inputs, outputs = aws.bucket("in-process"), aws.bucket("results-process")
    queue = aws.queue("events-process", receives=5)
    aws.notify(inputs, queue)
    objects, identities = upload(setting, inputs, count)
    program = setting.runner("process")
    program.write("pipeline.yaml", pipelines.process(queue, outputs))
    program.run("run", "pipeline.yaml", "--until-idle")
    results = [json.loads(content) for content in aws.get_all(outputs, "results/").values()]
    report.check(len(results) == count, f"{len(results)} results for {count} objects")
    lines = sum(result.get("line_count", 0) for result in results)
    report.check(lines == len(identities), f"{lines} lines were counted, {len(identities)} were uploaded")
    for name in ("line_count", "byte_size", "processed_at"):
        report.check(all(name in result for result in results), f"results have no {name}")
    report.check(aws.counts(queue) == (0, 0, 0), f"messages are left: {aws.counts(queue)}")
    report.say(f"process-objects: {count} objects, {len(results)} results, {lines} lines counted")


def archive_by_environment(setting, count):
    """SQS → S3 with nothing but environment variables, and its health over HTTP."""
    report, aws = setting.report, setting.cloud
    queue, bucket = aws.queue("to-archive", receives=5), aws.bucket("archive")
    bodies = [json.dumps({"id": i, "text": "Grüße 🌍"}) if i % 3 else f"no JSON, {i}" for i in range(count)]
    attributes = {"kind": {"DataType": "String", "StringValue": "order"}}
    sent = dict(zip(aws.send(queue, bodies, attributes), bodies))
    program = setting.runner("archive")
    port = servers.free_port()
    variables = {
        "SQS_QUEUE_URL": queue, "S3_BUCKET_NAME": bucket, "S3_PREFIX": "messages", "POLL_INTERVAL_SECONDS": "1",
        "MAX_MESSAGES_PER_POLL": "10", "HEALTH_PORT": str(port),
    }
    code, _, said = program.run("run", "archive-queue", expected=(2,))
    missing = [name for name in ("SQS_QUEUE_URL", "S3_BUCKET_NAME") if name.encode() not in said]
    report.check(not missing, f"the error does not name {missing}")
    process = program.start("run", "archive-queue", environment=variables)
    objects = wait_until(lambda: aws.keys(bucket, "messages/"), count, 60)
    # A message counts once it is deleted, a moment after its object is there.
    wait_until(lambda: range(http_json(port, "/health")["messages_processed"]), count, 15)
    health = http_json(port, "/health")
    report.check(http_status(port, "/ready") == 200, "/ready is not 200")
    report.check(http_status(port, "/metrics") == 200, "/metrics is not 200")
    code, seconds = millrace.stop(process)
    report.check(code == 0, f"SIGTERM ended it with {code}")
    check_archive(setting, bucket, sent)
    report.check(len(objects) == count, f"{len(objects)} objects for {count} messages")
    report.check({"status", "last_poll", "messages_processed"} <= set(health), f"/health says {health}")
    report.check(health.get("messages_processed") == count, f"/health says {health}, but {count} were archived")
    report.check(aws.counts(queue) == (0, 0, 0), f"messages are left: {aws.counts(queue)}")
    report.say(f"archive-queue by environment: {count} messages, {len(objects)} objects, /health {json.dumps(health)}")


def check_archive(setting, bucket, sent):
    """Each message is an object of its own, under its day and hour, with everything in it."""
    report = setting.report
    found = {}
    for key, content in setting.cloud.get_all(bucket, "messages/").items():
        entry = json.loads(content)
        found[entry["message_id"]] = entry["body"]
        parts = key.split("/")
        report.check(len(parts) == 6 and parts[5] == f"{entry['message_id']}.json", f"the key {key} is not as it should be")
        hour = "-".join(parts[1:5])
        try:
            datetime.datetime.strptime(hour, "%Y-%m-%d-%H")
        except ValueError:
            report.fault(f"the key {key} has no date and hour")
        wanted = {"message_id", "body", "parsed_body", "attributes", "message_attributes", "received_at", "receipt_handle"}
        report.check(wanted <= set(entry), f"{key} has no {wanted - set(entry)}")
        if entry["body"].startswith("{"):
            report.check(entry["parsed_body"] == json.loads(entry["body"]), f"{key}: parsed_body is not the body")
        report.check("kind" in json.dumps(entry["message_attributes"]), f"{key}: the attribute is not there")
    report.same("messages", sent.items(), found.items())


def http_json(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return json.loads(answer.read())


def http_status(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def archive_batches(setting, layout, count):
    """SQS → S3 in batches of NDJSON or Parquet."""
    report, aws = setting.report, setting.cloud
    queue, bucket = aws.queue(f"to-archive-{layout}", receives=5), aws.bucket(f"archive-{layout}")
    ids = aws.send(queue, [json.dumps({"n": n, "text": "🌍" * (n % 50)}) for n in range(count)])
    program = setting.runner(f"archive-{layout}")
    program.write("pipeline.yaml", pipelines.archive(queue, bucket, layout))
    program.run("run", "pipeline.yaml", "--until-idle")
    found, outputs = read_batches(setting, bucket, layout)
    report.same("messages", ids, found)
    report.check(aws.counts(queue) == (0, 0, 0), f"messages are left: {aws.counts(queue)}")
    report.say(f"archive-queue as {layout}: {count} messages in {outputs} objects")


def read_batches(setting, bucket, layout):
    if layout == "parquet":
        pairs = setting.cloud.download(bucket, layout, setting.folder / bucket, ".parquet")
        return lake.column([path for _, path in pairs], "message_id"), len(pairs)
    objects = setting.cloud.get_all(bucket, layout)
    lines = [line for content in objects.values() for line in content.splitlines()]
    return [json.loads(line)["message_id"] for line in lines], len(objects)


def dead_letters(setting):
    """What lies in a dead-letter queue is shown, and moved back, chosen ones and all."""
    report, aws = setting.report, setting.cloud
    queue = aws.queue("redriven", receives=3)
    dead = aws.sqs.get_queue_url(QueueName="redriven-dead")["QueueUrl"]
    bodies = [json.dumps({"customer": n % 3, "n": n}) for n in range(12)]
    aws.send(dead, bodies)
    program = setting.runner("redrive")
    _, shown = program.json("redrive", queue, "--list")
    report.check(len(shown["view"]["page"]) == 10, f"{len(shown['view']['page'])} messages are shown")
    _, some = program.json("redrive", queue, "--match", '"customer": 1', "--yes")
    report.check(some.get("moved") == 4, f"{some.get('moved')} messages were moved, 4 were meant")
    _, rest = program.json("redrive", queue, "--yes")
    wait_until(lambda: range(aws.counts(queue)[0]), len(bodies), 20)
    found = [message["Body"] for message in aws.receive_all(queue)]
    report.same("messages", bodies, found)
    report.check(aws.counts(dead) == (0, 0, 0), f"messages are left in the dead-letter queue: {aws.counts(dead)}")
    report.say(f"redrive: {some.get('moved')} chosen, then the rest; {len(found)} messages are back")
