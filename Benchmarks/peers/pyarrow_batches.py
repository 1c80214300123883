"""pyarrow: its JSON or CSV data set, scanned in batches into a Parquet writer. It cannot read JSON's numbers as strings."""

import arguments
import pyarrow
import pyarrow.csv
import pyarrow.dataset
import pyarrow.parquet

options = arguments.parse()
pyarrow.set_cpu_count(options.threads)
form = "json"
if options.is_csv:
    types = {name: pyarrow.string() for name in options.columns} if options.mode == "strings" else None
    form = pyarrow.dataset.CsvFileFormat(
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
    )
dataset = pyarrow.dataset.dataset(options.inputs, format=form)
with pyarrow.parquet.ParquetWriter(options.output, dataset.schema, compression="snappy") as writer:
    batches = []
    waiting = 0
    for batch in dataset.scanner().to_batches():
        batches.append(batch)
        waiting += batch.num_rows
        if waiting >= 100_000:
            writer.write_table(pyarrow.Table.from_batches(batches, dataset.schema))
            batches, waiting = [], 0
    if batches:
        writer.write_table(pyarrow.Table.from_batches(batches, dataset.schema))
