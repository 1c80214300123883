"""Python with orjson and pyarrow, one thread: what a hand-written function does."""

import gzip

import arguments
import orjson
import pyarrow
import pyarrow.parquet

ROWS_A_GROUP = 100_000


def opened(path):
    """A file's uncompressed bytes."""
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")


def text(value):
    """A value as a string column holds it."""
    if value is None or type(value) is str:
        return value
    return orjson.dumps(value).decode()


def lines(inputs):
    """All lines of all inputs, in order."""
    for path in inputs:
        with opened(path) as file:
            yield from file


def groups(inputs):
    """Parsed records, a row group at a time."""
    records = []
    for line in lines(inputs):
        records.append(orjson.loads(line))
        if len(records) == ROWS_A_GROUP:
            yield records
            records = []
    if records:
        yield records


def tables(options):
    """One Arrow table a row group, all with the first one's schema."""
    schema = None
    if options.mode == "strings":
        schema = pyarrow.schema([(name, pyarrow.string()) for name in options.columns])
    for records in groups(options.inputs):
        if options.mode == "strings":
            columns = [[text(record.get(name)) for record in records] for name in options.columns]
            yield pyarrow.table(columns, schema=schema)
        else:
            table = pyarrow.Table.from_pylist(records, schema=schema)
            schema = table.schema
            yield table


options = arguments.parse()
writer = None
for table in tables(options):
    if writer is None:
        writer = pyarrow.parquet.ParquetWriter(options.output, table.schema, compression="snappy")
    writer.write_table(table)
writer.close()
