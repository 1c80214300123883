"""DuckDB: COPY (read_json) TO Parquet, in one statement."""

import duckdb


def convert(arguments, keep_order):
    """Converts the inputs; `keep_order` decides whether rows may be shuffled for speed."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {arguments.threads}")
    connection.execute(f"SET preserve_insertion_order = {str(keep_order).lower()}")
    columns = ""
    if arguments.mode == "strings":
        names = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in arguments.columns)
        columns = f", columns = {{{names}}}"
    inputs = ", ".join(quoted(path) for path in arguments.inputs)
    connection.execute(
        f"COPY (SELECT * FROM read_json([{inputs}], format = 'newline_delimited'{columns}))"
        f" TO {quoted(arguments.output)} (FORMAT parquet, COMPRESSION snappy)"
    )


def quoted(text):
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
