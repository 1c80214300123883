"""DuckDB: COPY (read_json or read_csv) TO Parquet, in one statement."""

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
    reader = f"read_json([{inputs}], format = 'newline_delimited'{columns})"
    if arguments.is_csv:
        reader = f"read_csv([{inputs}], header = true{', all_varchar = true' if arguments.mode == 'strings' else ''})"
    connection.execute(
        f"COPY (SELECT * FROM {reader})"
        f" TO {quoted(arguments.output)} (FORMAT parquet, COMPRESSION snappy)"
    )


def quoted(text):
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
