"""DuckDB, keeping the order of the input as Millrace does."""

import arguments
import duckdb_copy

duckdb_copy.convert(arguments.parse(), keep_order=True)
