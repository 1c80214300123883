"""pyarrow: its JSON data set, scanned in batches into a Parquet writer. It cannot read numbers as strings: typed only."""

import arguments
import pyarrow
import pyarrow.dataset
import pyarrow.parquet

options = arguments.parse()
pyarrow.set_cpu_count(options.threads)
dataset = pyarrow.dataset.dataset(options.inputs, format="json")
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
