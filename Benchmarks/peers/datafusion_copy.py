"""DataFusion: read_json into COPY TO one Parquet file. It cannot read numbers as strings: typed only."""

import os

import arguments
import datafusion

options = arguments.parse()
compressed = options.inputs[0].endswith(".gz")
place = options.inputs[0] if len(options.inputs) == 1 else os.path.dirname(options.inputs[0]) + "/"
context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(options.threads))
context.register_json(
    "input",
    place,
    file_extension=".ndjson.gz" if compressed else ".ndjson",
    file_compression_type="gzip" if compressed else None,
)
context.sql(
    f"COPY (SELECT * FROM input) TO '{options.output}' STORED AS PARQUET OPTIONS ('format.compression' 'snappy')"
).collect()
