"""Compares whole files: every row, every column, every reader."""

import itertools

from . import arrow, readers, typed
from .records import Bad, BadRecord, array_header, parse, read, read_json

RESCUED = "_rescued"
MOST_PROBLEMS = 20


class Report:
    """What was compared, and what each reader found wrong; at most a few problems a reader are kept."""

    def __init__(self, names):
        self.rows = 0
        self.values = 0
        self.rescued = 0
        self.bad_records = []
        self.problems = {name: [] for name in names}

    def add(self, reader, problem):
        if len(self.problems[reader]) < MOST_PROBLEMS:
            self.problems[reader].append(problem)

    @property
    def is_equal(self):
        return not any(self.problems.values())


def verify(parquet, inputs, mode, names, data_format="ndjson", maximum_line=64 << 20):
    """Compares a Parquet file with its inputs, through each of the readers named, the first of which meets the model."""
    report = Report(names)
    schema = readers.schema(parquet)
    rows = expected_rows(inputs, report, data_format, maximum_line)
    first, *others = names
    streams = {name: stream(name, parquet, report) for name in others}
    compared = 0
    for batch in stream(first, parquet, report):
        columns = converted(batch, schema, first, report)
        expected = list(itertools.islice(rows, sum(part.num_rows for part in batch)))
        compare_with_model(report, first, schema, columns, expected, mode, compared)
        for name in others:
            compare_with_reader(report, name, schema, columns, next(streams[name], None), compared)
        compared += len(columns[0]) if columns else 0
    missing = sum(1 for _ in rows)
    if missing:
        report.add(first, f"{missing} records of the input are not in the output")
    for name in others:
        if next(streams[name], None) is not None:
            report.add(name, "has more rows than the first reader")
    return report


def expected_rows(inputs, report, data_format, maximum_line):
    """The good records of all inputs in order; bad ones are noted in the report."""
    header = array_header(inputs[0]) if data_format == "ndjson" else None
    for index, path in enumerate(inputs):
        for one in read_json(path) if data_format == "json" else read(path, index, maximum_line, header):
            if isinstance(one, Bad):
                report.bad_records.append(one)
            else:
                report.rows += 1
                yield one


def stream(name, parquet, report):
    """A reader's batches; what it throws is a problem of that reader."""
    try:
        yield from readers.batches(name, parquet)
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # Whatever a foreign reader throws, a Rust panic included, it cannot read the file.
        report.add(name, f"cannot read it: {type(error).__name__}: {str(error)[:300]}")


def converted(batch, schema, name, report):
    """The columns of a batch as lists of plain values, in the order of the file's schema."""
    found = len(batch[0].schema.names)
    if found != len(schema.names):
        report.add(name, f"finds {found} columns instead of {len(schema.names)}")
        return []
    return [
        [value for part in batch for value in arrow.values(part.column(i), schema.field(i).type)]
        for i in range(len(schema.names))
    ]


def compare_with_reader(report, name, schema, columns, batch, first_row):
    """Compares what one reader finds with what the first one found, which has been compared with the model."""
    if batch is None:
        if not report.problems[name]:
            report.add(name, f"has no rows from {first_row} on")
        return
    own = converted(batch, schema, name, report)
    for field, left, right in zip(schema, columns, own):
        if left == right:
            continue
        for row, (one, other) in enumerate(zip(left, right)):
            if one != other:
                found = f"{typed.shown(one)} to the first reader, {typed.shown(other)} to this one"
                report.add(name, f"row {first_row + row + 1}, {field.name!r}: {found}")
        if len(left) != len(right):
            report.add(name, f"{field.name!r}: {len(right)} values instead of {len(left)}")


def compare_with_model(report, name, schema, columns, expected, mode, first_row):
    """Compares a batch with the records that should be in it."""
    rows = len(columns[0]) if columns else 0
    if len(expected) < rows:
        report.add(name, f"{rows - len(expected)} rows from {first_row + len(expected) + 1} on are not in the input")
    places = {field.name: i for i, field in enumerate(schema) if field.name != RESCUED}
    rescued = columns[schema.names.index(RESCUED)] if RESCUED in schema.names else [None] * rows
    for number, (fields, texts) in enumerate(zip(expected, rescued)):
        row = typed.Row(rescued_values(texts), any_text=mode == "strings")
        for key, value in fields.items():
            if key not in places:
                row.must_rescue(typed.word(key), value.parsed)
        for key, place in places.items():
            value = fields.get(key)
            found = columns[place][number]
            if value is None:
                if found is not None:
                    row.wrong(key, "nothing", found)
            else:
                typed.check(row, typed.word(key), schema.field(place).type, value.parsed, found, value.raw)
        row.finish()
        report.values += len(fields)
        report.rescued += len(row.used)
        for problem in row.problems:
            report.add(name, f"row {first_row + number + 1}, {problem}")


def rescued_values(text):
    """The rescued values of a row by their paths."""
    if text is None:
        return {}
    try:
        return parse(text)
    except BadRecord as error:
        return {f"_rescued is not JSON ({error})": text}
