"""What was written, read by DuckDB."""

import duckdb


def column(paths, name):
    """One column of Parquet files, as a list."""
    if not paths:
        return []
    names = [str(path) for path in paths]
    rows = duckdb.connect().execute(
        f'SELECT "{name}" FROM read_parquet(?, union_by_name = true, hive_partitioning = false)', [names]
    )
    return [value for (value,) in rows.fetchall()]


def query(paths, sql):
    """Rows of a query over a table called `lake`."""
    connection = duckdb.connect()
    names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    connection.execute(f"CREATE VIEW lake AS SELECT * FROM read_parquet([{names}], union_by_name = true)")
    return connection.execute(sql).fetchall()
