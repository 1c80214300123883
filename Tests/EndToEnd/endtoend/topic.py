"""csv-to-topic as two services: CSV in a bucket, events, outputs, a topic, and consumers behind it."""

import csv
import http.server
import io
import json
import threading

import duckdb

from . import lake, millrace, pipelines
from .jobs import wait_until
from .report import Report
from .setting import opened

FORMS = ("parquet", "ndjson", "csv")


def run(options):
    kinds = ["moto", "test"] if options.server == "both" else [options.server]
    return all([one(kind, options) for kind in kinds])


def one(kind, options):
    report = Report(f"topic on {kind}", options.seed)
    with opened(kind, options, report) as setting:
        services(setting, options.count or (6 if options.quick else 30))
        for form in FORMS:
            forms(setting, form, 3 if options.quick else 10)
        poisoned(setting)
    # moto cannot check the signature of a key with “%” in it, as bad records without a partition have.
    with opened(kind, options, report, **({"checks_signatures": False} if kind == "moto" else {})) as setting:
        datasets(setting, 4 if options.quick else 12)
    return report.end()


# Places


class Places:
    """A bucket of uploads with its queue, a bucket of outputs, a topic, and queues that subscribe to it."""

    def __init__(self, setting, name, subscribers=("work",)):
        self.aws = setting.cloud
        self.sns = setting.server.client("sns")
        self.uploads, self.outputs = self.aws.bucket(f"{name}-uploads"), self.aws.bucket(f"{name}-outputs")
        self.queue = self.aws.queue(f"{name}-events", receives=3)
        self.dead = self.aws.sqs.get_queue_url(QueueName=f"{name}-events-dead")["QueueUrl"]
        self.aws.notify(self.uploads, self.queue)
        self.topic = self.sns.create_topic(Name=f"{name}-processed")["TopicArn"]
        self.work = {one: self.subscribe(f"{name}-{one}") for one in subscribers}

    def subscribe(self, name):
        url = self.aws.queue(name, receives=5)
        self.aws.allow(url, "sns.amazonaws.com", self.topic)
        self.sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=self.aws.arn(url))
        return url

    def first(self, form="parquet", more="columns: inferred", attempts=3):
        return pipelines.csv_to_topic(self.queue, self.outputs, self.topic, form, more, attempts)


def table(number, lines, chooser):
    """CSV with what CSV has: quotes, delimiters and line ends in fields, empty fields, umlauts."""
    texts = ["plain", "with, comma", 'with "quotes"', "two\nlines", "", "Grüße 🌍"]
    rows = [
        [f"{number}-{line}", str(line), f"{line / 4}", chooser.choice(texts), "" if line % 7 == 3 else "2026-11-21"]
        for line in range(lines)
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n" if number % 2 else "\n").writerows([["id", "n", "price", "text", "day"], *rows])
    return text.getvalue().encode(), rows


def upload(setting, places, count):
    tables = {f"2026/table {number:03}.csv": table(number, 1 + setting.random.randrange(300), setting.random)
              for number in range(count)}
    places.aws.put_all(places.uploads, [(key, content) for key, (content, _) in tables.items()])
    return tables


# Both services, and a webhook beside them


def services(setting, count):
    """Two pipelines and a webhook run while files arrive; all end with 0 on SIGTERM."""
    report, places = setting.report, Places(setting, "services", ("work", "hooks"))
    program = setting.runner("services")
    with Hooks() as hooks:
        program.write("first.yaml", places.first())
        program.write("second.yaml", pipelines.topic_results(places.work["work"], places.outputs))
        program.write("third.yaml", pipelines.topic_webhook(places.work["hooks"], hooks.url))
        running = [program.start("run", name) for name in ("first.yaml", "second.yaml", "third.yaml")]
        tables = upload(setting, places, count)
        results = wait_until(lambda: places.aws.keys(places.outputs, "results/"), count, 90)
        wait_until(lambda: hooks.keys(), count, 60)
        codes = [millrace.stop(process)[0] for process in running]
    notices = [json.loads(content) for content in places.aws.get_all(places.outputs, "results/").values()]
    check_notices(report, tables, notices)
    check_parquet(setting, places, tables, "services")
    report.check(codes == [0, 0, 0], f"the services ended with {codes}")
    report.check(len(results) == count, f"{len(results)} results for {count} uploads")
    report.check(sorted(hooks.keys()) == sorted(notice["id"] for notice in notices), "the webhook has other messages")
    report.check(hooks.refusals > 0, "the webhook has refused nothing, so nothing was tried again")
    report.check(all(secret == "Bearer end-to-end" for secret in hooks.secrets), "a request has not the header")
    for queue in (places.queue, *places.work.values()):
        report.check(places.aws.counts(queue) == (0, 0, 0), f"messages are left in {queue}: {places.aws.counts(queue)}")
    report.say(
        f"two services and a webhook: {count} CSV files, {sum(len(rows) for _, rows in tables.values())} rows, "
        f"{len(notices)} messages through the topic, {len(hooks.keys())} posted, exit codes {codes}")


def check_notices(report, tables, notices):
    found = {notice["input"]["key"]: notice for notice in notices}
    report.same("files that the topic was told of", tables.keys(), found.keys())
    for key, (content, rows) in tables.items():
        notice = found.get(key, {})
        names = [column["name"] for column in notice.get("columns", [])]
        report.check(notice.get("rows") == len(rows) and notice.get("bad_rows") == 0, f"{key}: {notice}")
        report.check(notice.get("status") == "converted", f"{key}: {notice}")
        report.check(notice.get("input", {}).get("size") == len(content), f"{key}: {notice}")
        report.check(names == ["id", "n", "price", "text", "day"], f"{key}: columns {names}")


def check_parquet(setting, places, tables, name):
    pairs = places.aws.download(places.outputs, "processed/", setting.folder / f"outputs-{name}", ".parquet")
    setting.report.check(len(pairs) == len(tables), f"{len(pairs)} outputs for {len(tables)} uploads")
    if not pairs:
        return
    found = lake.query([path for _, path in pairs], "SELECT id, n, text FROM lake")
    wanted = [(row[0], int(row[1]), row[3] or None) for _, rows in tables.values() for row in rows]
    setting.report.same("rows", wanted, [(one, number, text or None) for one, number, text in found])


class Hooks:
    """An endpoint that takes posts, but refuses every third request once."""

    def __enter__(self):
        self.bodies, self.refusals, self.secrets, self.seen = {}, 0, [], 0
        self.lock = threading.Lock()
        hooks = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = hooks.take(self.headers, body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def take(self, headers, body):
        with self.lock:
            self.seen += 1
            self.secrets.append(headers.get("Authorization"))
            if self.seen % 3 == 1:
                self.refusals += 1
                return 503
            self.bodies[headers["Idempotency-Key"]] = json.loads(body)
            return 200

    def keys(self):
        with self.lock:
            return list(self.bodies)

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


# Every form of output


def forms(setting, form, count):
    """Each form of output holds the rows that were uploaded, as DuckDB reads them."""
    report, places = setting.report, Places(setting, f"as-{form}")
    tables = upload(setting, places, count)
    program = setting.runner(f"as-{form}")
    more = "columns: strings" if form == "parquet" else "compression: gzip" if form == "ndjson" else ""
    program.write("pipeline.yaml", places.first(form, more))
    program.run("run", "pipeline.yaml", "--until-idle")
    suffix = {"parquet": ".parquet", "ndjson": ".ndjson.gz", "csv": ".csv"}[form]
    pairs = places.aws.download(places.outputs, "processed/", setting.folder / f"outputs-as-{form}", suffix)
    wanted = [(row[0], row[1], row[3] or None) for _, rows in tables.values() for row in rows]
    found = read(form, [str(path) for _, path in pairs])
    report.same(f"rows as {form}", wanted, [(one, number, text or None) for one, number, text in found])
    report.check(places.aws.counts(places.queue) == (0, 0, 0), "events are left")
    told = places.aws.counts(places.work["work"])[0]
    report.check(told == count, f"{told} messages for {count} files")
    report.say(f"as {form}: {count} CSV files, {len(found)} rows read by DuckDB")


def read(form, paths):
    if not paths:
        return []
    reader = {
        "parquet": "read_parquet(?)",
        "ndjson": "read_json(?, format = 'newline_delimited', columns = {id: 'VARCHAR', n: 'VARCHAR', text: 'VARCHAR'})",
        "csv": "read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')",
    }[form]
    return duckdb.connect().execute(f"SELECT id, n, text FROM {reader}", [paths]).fetchall()


# A data set


ENRICH = """\
#!/usr/bin/env python3
import json, sys
for line in iter(sys.stdin.readline, ""):
    record = json.loads(line)
    if record["n"] % 5 == 3:
        print("", flush=True)
    else:
        print(json.dumps({**record, "twice": 2 * record["n"]}), flush=True)
"""


def datasets(setting, count):
    """ndjson-to-parquet tells a topic of each file of the data set, whose records went through a program."""
    report, places = setting.report, Places(setting, "datasets")
    program = setting.runner("datasets")
    (program.folder / "enrich").write_text(ENRICH)
    (program.folder / "enrich").chmod(0o755)
    extra = f"transforms: [{{run: [./enrich]}}]\nnotify: {{topic: {json.dumps(places.topic)}}}\n"
    batch = "{size: 20kB, age: 1s}"
    program.write("pipeline.yaml", pipelines.parquet(places.queue, places.outputs, "./ledger.sqlite", batch, extra))
    files = {f"2026/{number:03}.ndjson": b"".join(b'{"n":%d,"pad":"%s"}\n' % (100 * number + line, b"x" * 60)
                                                  for line in range(100)) + b"oops\n" for number in range(count)}
    places.aws.put_all(places.uploads, list(files.items()))
    program.run("run", "pipeline.yaml", "--until-idle", expected=(3,))
    bodies = [json.loads(message["Body"]) for message in places.aws.receive_all(places.work["work"])]
    notices = [json.loads(body["Message"]) for body in bodies]
    outputs = places.aws.keys(places.outputs, "events/")
    report.same("outputs that the topic was told of", [f"s3://{places.outputs}/{key}" for key in outputs],
                [notice["output"]["address"] for notice in notices])
    pairs = places.aws.download(places.outputs, "events/", setting.folder / "outputs-datasets", ".parquet")
    found = lake.query([path for _, path in pairs], "SELECT n, twice FROM lake")
    wanted = [(str(n), str(2 * n)) for n in range(100 * count) if n % 5 != 3]
    report.same("rows of the program", wanted, found)
    for name, number in {"rows": 80 * count, "bad_rows": count, "dropped_rows": 20 * count}.items():
        told = sum(notice[name] for notice in notices)
        report.check(told == number, f"the topic was told of {told} {name}, not {number}")
    report.check(sum(notice["inputs"]["count"] for notice in notices) == count, "the inputs do not add up")
    attributes = [body["MessageAttributes"]["millrace-id"]["Value"] for body in bodies]
    report.check(attributes == [notice["id"] for notice in notices], "the identities differ")
    report.say(f"a data set: {count} files through a program, {len(found)} rows in {len(outputs)} outputs, {len(notices)} messages")


# A poisoned file


def poisoned(setting):
    """A broken CSV ends in the dead-letter queue, is mended, and comes back by `redrive`; the others never notice."""
    report, places = setting.report, Places(setting, "poisoned")
    program = setting.runner("poisoned")
    program.write("pipeline.yaml", places.first())
    tables = upload(setting, places, 3)
    poison = b"id,n,price,text,day\n" + b'"x"y,1,2,3,4\n' * 20
    places.aws.put_all(places.uploads, [("2026/poison.csv", poison)])
    program.run("run", "pipeline.yaml", "--until-idle", expected=(3,))
    dead = wait_until(lambda: range(places.aws.counts(places.dead)[0]), 1, 20)
    report.check(len(dead) == 1, f"{len(dead)} messages are dead, 1 was poisoned")
    report.check(places.aws.counts(places.work["work"])[0] == 3, "the good files were not told of")
    # It is mended while nobody listens, so that only the dead message can bring it back.
    places.aws.s3.put_bucket_notification_configuration(Bucket=places.uploads, NotificationConfiguration={})
    mended, rows = table(900, 40, setting.random)
    places.aws.put_all(places.uploads, [("2026/poison.csv", mended)])
    tables["2026/poison.csv"] = (mended, rows)
    _, moved = program.json("redrive", "pipeline.yaml", "--yes")
    program.run("run", "pipeline.yaml", "--until-idle")
    bodies = [json.loads(message["Body"]) for message in places.aws.receive_all(places.work["work"])]
    check_notices(report, tables, [json.loads(body["Message"]) for body in bodies])
    check_parquet(setting, places, tables, "poisoned")
    report.check(places.aws.counts(places.dead) == (0, 0, 0), "dead letters are left")
    report.check(places.aws.counts(places.queue) == (0, 0, 0), "events are left")
    report.say(f"a poisoned CSV: dead after 3 receipts, mended, {moved.get('moved')} moved back, {len(bodies)} told of in all")
