"""DataFusion: read_json or read_csv into COPY TO one Parquet file. It cannot read JSON's numbers as strings."""

import os

import arguments
import datafusion

options = arguments.parse()
compressed = options.inputs[0].endswith(".gz")
place = options.inputs[0] if len(options.inputs) == 1 else os.path.dirname(options.inputs[0]) + "/"
context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(options.threads))
if options.is_csv:
    names = ", ".join(f'"{name}" VARCHAR' for name in options.columns)
    columns = f"({names})" if options.mode == "strings" else ""
    context.sql(
        f"CREATE EXTERNAL TABLE input {columns} STORED AS CSV LOCATION '{place}'"
        " OPTIONS ('format.has_header' 'true', 'format.newlines_in_values' 'true')"
    ).collect()
else:
    context.register_json(
        "input",
        place,
        file_extension=".ndjson.gz" if compressed else ".ndjson",
        file_compression_type="gzip" if compressed else None,
    )
context.sql(
    f"COPY (SELECT * FROM input) TO '{options.output}' STORED AS PARQUET OPTIONS ('format.compression' 'snappy')"
).collect()
