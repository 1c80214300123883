"""Polars: scan_ndjson into the streaming Parquet sink."""

import os

import arguments

options = arguments.parse()
os.environ["POLARS_MAX_THREADS"] = str(options.threads)

import polars  # noqa: E402  (the number of threads is read when it is imported)

schema = {name: polars.String for name in options.columns} if options.mode == "strings" else None
polars.scan_ndjson(options.inputs, schema=schema).sink_parquet(options.output, compression="snappy")
