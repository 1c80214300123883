"""Polars: scan_ndjson or scan_csv into the streaming Parquet sink."""

import os

import arguments

options = arguments.parse()
os.environ["POLARS_MAX_THREADS"] = str(options.threads)

import polars  # noqa: E402  (the number of threads is read when it is imported)

schema = {name: polars.String for name in options.columns} if options.mode == "strings" else None
if options.is_csv:
    frame = polars.scan_csv(options.inputs, schema=schema, try_parse_dates=options.mode == "inferred")
else:
    frame = polars.scan_ndjson(options.inputs, schema=schema)
frame.sink_parquet(options.output, compression="snappy")
