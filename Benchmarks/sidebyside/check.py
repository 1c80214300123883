"""Checks, before anything is timed, that a contender did the whole work. Runs in the venv, since it reads Parquet.

    .venv/bin/python -m sidebyside.check '{"output": …, "inputs": […], "reference": …, "keeps_order": … }'

What the input holds is computed once by DuckDB reading the NDJSON or CSV as text, and kept in the file `reference`. Then the
output is asked for the same facts: rows; for every column its values that are not null and a checksum that does not
depend on order; and, where order is promised, a checksum over all values of one column that does.
"""

import csv
import itertools
import json
import os
import pathlib
import re
import sys

import duckdb

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def kinds_of(path, columns):
    """The kind of each column, from the first records: how its values are to be compared."""
    seen = {name: set() for name in columns}
    for record in first_records(path):
        for name, value in record.items():
            seen.setdefault(name, set()).add(kind(value))
    return {name: one_of(kinds - {None}) for name, kinds in seen.items()}


def first_records(path):
    """Some records as dictionaries; the texts of CSV as what they look like."""
    if path.endswith(".csv"):
        with open(path, encoding="utf-8", newline="") as file:
            for record in itertools.islice(csv.DictReader(file), 2000):
                yield {name: value_of(text) for name, text in record.items()}
        return
    for (text,) in duckdb.connect().execute("SELECT json FROM read_ndjson_objects(?) LIMIT 2000", [path]).fetchall():
        yield json.loads(text)


def value_of(text):
    """A field of CSV: null, a boolean, a number or text. JSON within a field is text."""
    if text == "":
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (bool, int, float)) else text


def kind(value):
    if value is None:
        return None
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, (dict, list)):
        return "nested"
    return "timestamp" if TIMESTAMP.fullmatch(value) else "text"


def one_of(kinds):
    return kinds.pop() if len(kinds) == 1 else "text"


def facts(connection, source, kinds):
    """Rows, and for every column the number of its values and their checksum."""
    expressions = ["count(*)"]
    for name, column_kind in kinds.items():
        column = '"' + name.replace('"', '""') + '"'
        expressions.append(f"count({column})")
        expressions.append(checksum(column, column_kind))
    return list(connection.execute(f"SELECT {', '.join(expressions)} FROM {source}").fetchone())


def checksum(column, column_kind):
    """An aggregate that is the same however a value is represented, but not for another value."""
    if column_kind == "boolean":
        return f"count(*) FILTER (WHERE {column}::VARCHAR IN ('true', 't', '1'))"
    if column_kind == "number":
        return f"sum({column}::DOUBLE)"
    if column_kind == "timestamp":
        return f"sum(epoch_us({column}::TIMESTAMPTZ) % 1000000007)"
    if column_kind == "nested":
        # Letters alone, since JSON text and a struct shown as text differ in quotes; no e, as exponents come and go.
        return f"sum(length(regexp_replace(replace({column}::VARCHAR, ' ', ''), '[^a-df-z]', '', 'g')))"
    return f"sum(hash({column}::VARCHAR) % 1000000007)"


def order_checksum(connection, source, column, place_column):
    """A checksum over one column's values together with their places."""
    text = f"({column})::VARCHAR"
    rows = f"SELECT {column}, {place_column} AS place FROM {source}"
    query = f"SELECT sum((hash({text}) % 1000003) * (place % 1000003)) FROM ({rows})"
    return connection.execute(query).fetchone()[0]


def reference(task, columns):
    """The input's facts, computed once."""
    path = pathlib.Path(task["reference"])
    if path.exists():
        return json.loads(path.read_text())
    connection = session()
    kinds = kinds_of(task["inputs"][0], columns)
    names = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    inputs = ", ".join(literal(name) for name in task["inputs"])
    source = f"read_json([{inputs}], format = 'newline_delimited', columns = {{{names}}})"
    if task["inputs"][0].endswith(".csv"):
        source = f"read_csv([{inputs}], header = true, all_varchar = true)"
    connection.execute("CREATE TABLE input AS SELECT * FROM " + source)
    ordered = ordering_column(connection, kinds)
    known = {
        "kinds": kinds,
        "facts": jsonable(facts(connection, "input", kinds)),
        "ordered": ordered,
        "order": str(order_checksum(connection, "input", quoted(ordered), "rowid")),
    }
    path.write_text(json.dumps(known))
    return known


def ordering_column(connection, kinds):
    """The text column with the most different values."""
    names = [name for name, column_kind in kinds.items() if column_kind == "text"]
    counts = connection.execute(
        "SELECT " + ", ".join(f"approx_count_distinct({quoted(name)})" for name in names) + " FROM input"
    ).fetchone()
    return max(zip(counts, names))[1]


def session():
    connection = duckdb.connect()
    connection.execute("SET threads = 2; SET TimeZone = 'UTC'; SET preserve_insertion_order = true")
    return connection


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def jsonable(values):
    return [value if isinstance(value, (int, float)) or value is None else str(value) for value in values]


def differences(expected, found, kinds):
    """What is not equal, in words. Sums of doubles may differ in their last digits, since order changes them."""
    labels = ["rows"] + [f"{name}: {what}" for name in kinds for what in ("values", "checksum")]
    for label, left, right in zip(labels, expected, found):
        close = isinstance(left, float) and isinstance(right, float) and abs(left - right) <= 1e-9 * abs(left)
        if left != right and not close and str(left) != str(right):
            yield f"{label}: the input has {left}, the output has {right}"


def main():
    task = json.loads(sys.argv[1])
    known = reference(task, task["columns"])
    output = task["output"]
    source = f"read_parquet({literal(output + '/*.parquet' if os.path.isdir(output) else output)})"
    connection = session()
    kinds = dict(known["kinds"])
    found = jsonable(facts(connection, source, kinds))
    problems = list(differences(known["facts"], found, kinds))
    if task["keeps_order"]:
        numbered = source[:-1] + ", file_row_number = true)"
        order = str(order_checksum(connection, numbered, quoted(known["ordered"]), "file_row_number"))
        if order != known["order"]:
            problems.append(f"order: the rows are not in the order of the input (column {known['ordered']})")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
