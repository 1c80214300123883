"""chdb (ClickHouse): file() into Parquet, in one statement."""

import arguments
import chdb

options = arguments.parse()


def quoted(text):
    """An SQL string literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


settings = {
    "max_threads": options.threads,
    "max_insert_threads": options.threads,
    "output_format_parquet_compression_method": "'snappy'",
    "output_format_parquet_string_as_string": 1,
}
structure = ""
if options.mode == "strings":
    structure = ", " + quoted(", ".join(f"`{name}` Nullable(String)" for name in options.columns))
    for kind in ["numbers", "bools", "objects", "arrays"]:
        settings[f"input_format_json_read_{kind}_as_strings"] = 1

if len(options.inputs) == 1:
    pattern = options.inputs[0]
else:
    folder = options.inputs[0].rsplit("/", 1)[0]
    names = [path.rsplit("/", 1)[1] for path in options.inputs]
    pattern = folder + "/{" + ",".join(names) + "}"
query = (
    f"SELECT * FROM file({quoted(pattern)}, 'JSONEachRow'{structure})"
    f" INTO OUTFILE {quoted(options.output)} FORMAT Parquet"
    f" SETTINGS {', '.join(f'{key} = {value}' for key, value in settings.items())}"
)
chdb.query(query)
