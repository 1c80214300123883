"""Programs by others that read Parquet, each with its own decoder, as streams of Arrow record batches."""

import functools
import os
import shutil

import pyarrow
import pyarrow.parquet

from . import arrow

ROWS = 8192
ALL = ("pyarrow", "duckdb", "polars", "spark")


def available():
    """The readers that this machine has."""
    return [name for name in ALL if name != "spark" or has_spark()]


def has_spark():
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return False
    return shutil.which("java") is not None


def schema(path):
    """The schema of a file as pyarrow understands it."""
    return pyarrow.parquet.read_schema(path)


def batches(reader, path):
    """The rows of a file in their order, `ROWS` at a time."""
    return rechunked(READERS[reader](path))


def rechunked(stream):
    """Batches of exactly `ROWS` rows, but for the last."""
    waiting, rows = [], 0
    for batch in stream:
        while batch.num_rows:
            part = batch.slice(0, ROWS - rows)
            batch = batch.slice(part.num_rows)
            waiting.append(part)
            rows += part.num_rows
            if rows == ROWS:
                yield waiting
                waiting, rows = [], 0
    if waiting:
        yield waiting


def read_pyarrow(path):
    with pyarrow.parquet.ParquetFile(path, page_checksum_verification=True) as file:
        yield from file.iter_batches(ROWS)


def read_duckdb(path):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2; SET TimeZone = 'UTC'; SET arrow_lossless_conversion = true")
    yield from connection.sql("SELECT * FROM read_parquet(?)", params=[str(path)]).to_arrow_reader(ROWS)


def read_polars(path):
    import polars

    frame = polars.read_parquet(path, use_pyarrow=False)
    # Names are compared by position, and Arrow's C interface, behind to_arrow, cannot hold one with a NUL in it.
    frame.columns = [str(i) for i in range(frame.width)]
    yield from frame.to_arrow().to_batches()


def read_spark(path):
    """Spark on top of parquet-java. Spark has no UUIDs and refuses to guess, so that it is told to read 16 bytes."""
    own = schema(path)
    reader = spark().read
    if any(mentions_uuid(field.type) for field in own):
        from pyspark.sql.pandas.types import from_arrow_schema

        reader = reader.schema(from_arrow_schema(pyarrow.schema([(name.name, bare(name.type)) for name in own])))
    yield from reader.parquet(str(path)).toArrow().to_batches()


def mentions_uuid(kind):
    if arrow.is_uuid(kind):
        return True
    return any(mentions_uuid(kind.field(i).type) for i in range(kind.num_fields))


def bare(kind):
    """A type without extensions, UUIDs as plain bytes."""
    plain = arrow.storage(kind)
    if arrow.is_uuid(kind):
        return pyarrow.binary()
    if pyarrow.types.is_struct(plain):
        return pyarrow.struct([(field.name, bare(field.type)) for field in plain])
    if pyarrow.types.is_map(plain):
        return pyarrow.map_(plain.key_type, bare(plain.item_type))
    if arrow.is_list(plain):
        return pyarrow.list_(bare(plain.value_type))
    return plain


@functools.cache
def spark():
    """One session for the life of the process; a file is one partition, so that its rows keep their order."""
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--driver-memory 3g pyspark-shell")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").appName("check-values")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.maxResultSize": "0",
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        "spark.sql.caseSensitive": "true",
        "spark.sql.files.maxPartitionBytes": str(1 << 40),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.codegen.maxFields": "200",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


READERS = {"pyarrow": read_pyarrow, "duckdb": read_duckdb, "polars": read_polars, "spark": read_spark}
