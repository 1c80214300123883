"""Work that outlasts the visibility timeout is done once, since the message is kept invisible."""

import json

from . import pipelines
from .report import Report
from .setting import opened

VISIBILITY = 2
TIMES = 5


def run(options):
    kinds = ["moto", "test"] if options.server == "both" else [options.server]
    return all([one(kind, options) for kind in kinds])


def one(kind, options):
    report = Report(f"long-work on {kind}", options.seed)
    with opened(kind, options, report) as setting:
        aws = setting.cloud
        inputs, outputs = aws.bucket("long-in"), aws.bucket("long-results")
        queue = aws.queue("long-events", visibility=VISIBILITY, receives=3)
        aws.notify(inputs, queue)
        aws.put_all(inputs, [(f"object-{n}.ndjson", b'{"a": 1}\n' * (n + 1)) for n in range(3)])
        began = setting.millrace.folder / "began"
        step = setting.millrace.folder / "step"
        step.write_text(
            f"#!/bin/sh\necho x >> {json.dumps(str(began))}\nlines=$(wc -l)\nsleep {VISIBILITY * TIMES}\n"
            'echo "{\\"lines\\": $lines}"\n')
        step.chmod(0o755)
        # Two processes, so that a message that became visible would be taken by the other one.
        setting.millrace.write("pipeline.yaml", pipelines.process(
            queue, outputs, "{run: [./step], each: object, timeout: 2m}"))
        others = [setting.millrace.start("run", "pipeline.yaml", "--until-idle") for _ in range(2)]
        codes = [process.wait(240) for process in others]
        starts = len(began.read_text().split()) if began.exists() else 0
        results = aws.get_all(outputs, "results/")
        report.check(starts == 3, f"the step was begun {starts} times for 3 objects")
        report.check(len(results) == 3, f"{len(results)} results for 3 objects")
        report.check(codes == [0, 0], f"exit codes {codes}")
        report.check(aws.counts(queue) == (0, 0, 0), f"messages are left: {aws.counts(queue)}")
        dead = aws.sqs.get_queue_url(QueueName="long-events-dead")["QueueUrl"]
        report.check(aws.counts(dead) == (0, 0, 0), "messages went to the dead-letter queue")
        report.say(
            f"visibility timeout {VISIBILITY} s, work of {VISIBILITY * TIMES} s an object, two processes: "
            f"{starts} steps begun, {len(results)} results for 3 objects")
    return report.end()
