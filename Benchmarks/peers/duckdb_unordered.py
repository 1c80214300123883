"""DuckDB, free to write rows in any order: its fastest setting."""

import arguments
import duckdb_copy

duckdb_copy.convert(arguments.parse(), keep_order=False)
