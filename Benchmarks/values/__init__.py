"""Value equality: what a Parquet file must hold, worked out from the text of its inputs, and what readers find in it."""
